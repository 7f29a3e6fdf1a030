import OpenSSL
package import StrictJSON
import TestPKI
package import Transport

extension ReleaseWorld {
    /// A party's TLS certificate and key.
    package func tls(_ slug: String) throws -> TLSIdentity {
        guard let credential = try pki.party(slug).tls else {
            throw TransportError(.tlsIdentityInvalid, "expected a party with a TLS certificate")
        }
        return try TLSIdentity(
            certificateChainPEM: credential.chainPEM, privateKeyPEM: credential.key.pem())
    }
}

extension HTTPReply {
    /// The code of a problem; nil where the answer is none.
    package var problemCode: String? {
        mediaType == "application/problem+json" ? json["code"]?.stringValue : nil
    }

    /// The body as a JSON object; empty where it is none.
    package var json: JSONObject {
        (try? JSONValue.parse(body, maximumBytes: 8 << 20))?.objectValue ?? [:]
    }

    package var text: String { String(decoding: body, as: UTF8.self) }
}
