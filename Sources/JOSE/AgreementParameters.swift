internal import OpenSSL
internal import StrictJSON

/// What both sides of ECDH-ES put into the key besides the shared secret (RFC 7518, section 4.6).
struct AgreementParameters: Sendable {
    let ephemeral: JWK
    let partyU: [UInt8]
    let partyV: [UInt8]

    /// Parameters of our own: no `apu`, no `apv`.
    init(ephemeral: JWK) {
        self.ephemeral = ephemeral
        partyU = []
        partyV = []
    }

    /// Parameters as received: `epk` must be a public key on the curve, `apu` and `apv` base64url.
    init(header: JSONObject) throws(JOSEError) {
        guard let json = header["epk"]?.objectValue else {
            throw JOSEError(code: .headerRefused, message: "expected a JWK in header 'epk'")
        }
        ephemeral = try JWK(json: json)
        guard ephemeral.purpose != .signing else {
            throw JOSEError(code: .keyRefused, message: "JWK: expected a key for encryption")
        }
        partyU = try Self.party("apu", of: header)
        partyV = try Self.party("apv", of: header)
    }

    /// The content key for an encryption: Concat KDF with SHA-256 (section 4.6.2), where the
    /// algorithm is the content encryption's, as the key is used directly.
    func contentKey(
        _ secret: [UInt8], for encryption: ContentEncryption
    ) throws(OpenSSLError) -> [UInt8] {
        let otherInfo =
            Self.withLength(Array(encryption.rawValue.utf8)) + Self.withLength(partyU)
            + Self.withLength(partyV) + Self.number(8 * encryption.keyLength)
        return try ConcatKDF.derive(secret, otherInfo: otherInfo, length: encryption.keyLength)
    }

    private static func party(_ name: String, of header: JSONObject) throws(JOSEError) -> [UInt8] {
        guard let value = header[name] else { return [] }
        guard let text = value.stringValue, let bytes = try? Base64URL.decode(text) else {
            throw JOSEError(
                code: .headerRefused, message: "expected canonical base64url in header '\(name)'")
        }
        return bytes
    }

    private static func withLength(_ bytes: [UInt8]) -> [UInt8] { number(bytes.count) + bytes }

    /// Four bytes, the highest first.
    private static func number(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
