internal import OpenSSL
internal import StrictJSON

/// A protected header and a payload with the signature over both, as JWS signs them: what the
/// compact and the flattened serialization share.
struct SignedParts: Sendable, Hashable {
    let header: JSONObject
    let algorithm: SignatureAlgorithm
    let payload: [UInt8]
    let signature: [UInt8]
    /// `BASE64URL(header) || '.' || BASE64URL(payload)`, as received (RFC 7515, section 5.1).
    let signingInput: [UInt8]

    init(
        protected: ArraySlice<UInt8>, payload: ArraySlice<UInt8>, signature: ArraySlice<UInt8>
    ) throws(JOSEError) {
        header = try HeaderText.parse(protected)
        algorithm = try AlgorithmPolicy.signature(named: AlgorithmPolicy.checkHeader(header))
        self.payload = try Base64URL.decode(payload, "payload")
        self.signature = try Base64URL.decode(signature, "signature")
        guard self.signature.count == 64 else {
            throw JOSEError(
                code: .signatureInvalid, message: "signature: expected r and s in 64 bytes")
        }
        signingInput = protected + [UInt8(ascii: ".")] + payload
    }

    init(
        signing payload: [UInt8], header: JSONObject, key: P256PrivateKey
    ) throws(JOSEError) {
        algorithm = try AlgorithmPolicy.signature(named: AlgorithmPolicy.checkHeader(header))
        self.header = header
        self.payload = payload
        var input = Base64URL.encodedBytes(header.bytes())
        input.append(UInt8(ascii: "."))
        input.append(contentsOf: Base64URL.encodedBytes(payload))
        signingInput = input
        do { signature = try key.sign(signingInput) } catch { throw JOSEError(error) }
    }

    /// The header in base64url, as it is signed.
    var protectedText: String { text(signingInput.prefix { $0 != UInt8(ascii: ".") }) }

    /// The payload in base64url, as it is signed.
    var payloadText: String {
        text(signingInput.drop { $0 != UInt8(ascii: ".") }.dropFirst())
    }

    private func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    var documentHash: String { Base64URL.encode(SHA256.hash(signingInput)) }

    /// Refuses an algorithm that is not the key's, and a signature that is not by the key.
    func verify(by key: P256PublicKey) throws(JOSEError) {
        guard algorithm == key.signatureAlgorithm else {
            throw JOSEError(
                code: .algorithmRefused,
                message: "expected \(key.signatureAlgorithm.rawValue), the algorithm of the key")
        }
        guard key.isValid(signature, for: signingInput) else {
            throw JOSEError(
                code: .signatureInvalid,
                message: "expected a signature by this key over these bytes")
        }
    }
}

extension P256PublicKey {
    /// The one algorithm of signatures that this kind of key accepts.
    var signatureAlgorithm: SignatureAlgorithm { .ES256 }
}
