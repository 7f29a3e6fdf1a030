package import JOSE
package import OpenSSL
import StrictJSON

/// A public key as parties hand it to the scheme authority: a JWK, or PEM (`PUBLIC KEY`).
package enum PublicKeyFile {
    /// P-256 keys: one JWK, a JWK set, or PEM blocks; at least one.
    ///
    /// - Throws: `key-unusable`; a private key is refused.
    package static func keys(_ bytes: [UInt8], name: String) throws(SchemeError) -> [JWK] {
        let failure = SchemeError(
            .keyUnusable, "expected public P-256 keys, as JWK or PEM, in '\(name)'")
        do {
            let keys: [JWK]
            if bytes.first == UInt8(ascii: "{") {
                let reader = JSONReader(try JSONValue.parse(bytes, maximumBytes: 1 << 20))
                keys = try (reader.optionalArray("keys") ?? [reader]).map {
                    try JWK(json: try $0.asObject())
                }
            } else {
                keys = try PEM.decode(String(decoding: bytes, as: UTF8.self), label: "PUBLIC KEY")
                    .map { JWK(try P256PublicKey(subjectPublicKeyInfo: $0)) }
            }
            guard !keys.isEmpty else { throw failure }
            return keys
        } catch {
            throw failure
        }
    }

    /// The log's Ed25519 key: a JWK (RFC 8037) or PEM (RFC 8410).
    package static func logKey(
        _ bytes: [UInt8], name: String
    ) throws(SchemeError) -> Ed25519PublicKey {
        do {
            if bytes.first == UInt8(ascii: "{") {
                let reader = JSONReader(try JSONValue.parse(bytes, maximumBytes: 1 << 16))
                if try reader.string("kty") == "OKP", try reader.string("crv") == "Ed25519",
                    reader.member("d") == nil
                {
                    return try Ed25519PublicKey(
                        rawRepresentation: Base64URL.decode(reader.string("x")))
                }
            } else {
                let blocks = try PEM.decode(
                    String(decoding: bytes, as: UTF8.self), label: "PUBLIC KEY")
                if blocks.count == 1, blocks[0].starts(with: ed25519Prefix) {
                    return try Ed25519PublicKey(
                        rawRepresentation: Array(blocks[0].dropFirst(ed25519Prefix.count)))
                }
            }
        } catch {}
        throw SchemeError(
            .keyUnusable, "expected one public Ed25519 key, as JWK or PEM, in '\(name)'")
    }

    /// A P-256 key as parties write it for the authority.
    package static func json(_ key: P256PublicKey) -> [UInt8] {
        JSONValue.object(JWK(key).json).bytes() + [0x0A]
    }

    /// The log's key as its keeper writes it for the authority.
    package static func json(_ key: Ed25519PublicKey) -> [UInt8] {
        let json: JSONObject = [
            "kty": "OKP", "crv": "Ed25519",
            "x": .string(Base64URL.encode(key.rawRepresentation)),
        ]
        return JSONValue.object(json).bytes() + [0x0A]
    }

    /// SubjectPublicKeyInfo of RFC 8410 up to the 32 bytes of the key.
    private static let ed25519Prefix: [UInt8] = [
        0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]
}
