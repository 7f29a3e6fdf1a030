package import BlueButton
import JOSE
package import OpenSSL
package import StrictJSON

/// What a directory says, without anyone having checked who says it.
///
/// To be shown, and for the number of the directory before: never to act upon.
package struct UnverifiedDirectory: Sendable {
    package let version: Int64
    package let issuedAt, expires: UnixTime
    package let payload: JSONReader

    /// - Throws: `malformed` where it is no directory at all.
    package init(_ text: String) throws(Refusal) {
        do {
            let jws = try CompactJWS(text, maximumBytes: DocumentLimits.directory)
            guard jws.header["typ"]?.stringValue == "directory+jwt" else {
                throw Refusal(.malformed, "expected a directory")
            }
            payload = JSONReader(
                try JSONValue.parse(signed: jws.payload, maximumBytes: DocumentLimits.directory))
            version = try payload.integer("version")
            issuedAt = UnixTime(seconds: try payload.integer("iat"))
            expires = UnixTime(seconds: try payload.integer("exp"))
        } catch {
            throw Refusal(.malformed, "expected a directory: a compact JWS of 'directory+jwt'")
        }
    }

    /// A line for everything that a person looks for.
    package var lines: [String] {
        var lines = [
            "version   \(version)", "issued    \(issuedAt)", "ends      \(expires)",
            "service   " + organisation(payload.member("service"), "endpoint"),
        ]
        lines += list("sources").map { source in
            let keys = source.member("jwks")?.member("keys")?.value.arrayValue?.count ?? 0
            return "source    " + organisation(source, "endpoint") + ", \(keys) key(s)"
        }
        lines += list("recipients").map { recipient in
            let origins = texts(recipient.member("origins")).joined(separator: " ")
            return "recipient " + organisation(recipient, nil) + ", \(origins)"
        }
        let provider = payload.member("identity_provider")
        lines.append("provider  " + text(provider?.member("issuer")))
        lines.append("log       " + text(payload.member("log")?.member("origin")))
        lines += texts(payload.member("crls")).map { "crl       \($0)" }
        return lines
    }

    private func organisation(_ entry: JSONReader?, _ address: String?) -> String {
        let parts = ["slug", "oin", "name"].map { text(entry?.member($0)) }
        let named = "\(parts[0]) \(parts[1]) \(parts[2])"
        return address.map { "\(named), \(text(entry?.member($0)))" } ?? named
    }

    private func list(_ name: String) -> [JSONReader] {
        (try? payload.array(name)) ?? []
    }

    private func texts(_ entry: JSONReader?) -> [String] {
        entry?.value.arrayValue?.map { DisplayText($0.stringValue ?? "-").text } ?? []
    }

    private func text(_ entry: JSONReader?) -> String {
        DisplayText(entry?.value.stringValue ?? "-").text
    }
}
