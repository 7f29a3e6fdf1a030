import JOSE
import OpenSSL
import StrictJSON

/// Keys and texts that the tests of this target share.
enum Keys {
    /// A private key whose scalar ends in this number.
    static func key(_ number: UInt8) throws -> P256PrivateKey {
        try P256PrivateKey(scalar: [UInt8](repeating: 0, count: 31) + [number])
    }

    static let issuer = Result { try key(7) }
    static let other = Result { try key(8) }

    static let payload = Array(#"{"iss":"https://example.org","iat":1700000000}"#.utf8)
    static let header: JSONObject = ["alg": "ES256", "typ": "example+jwt"]

    /// A signed document and its key.
    static func signed() throws -> (jws: CompactJWS, key: P256PublicKey) {
        let key = try issuer.get()
        return (try CompactJWS(signing: payload, header: header, key: key), key.publicKey)
    }

    /// A text of three parts whose header is this, with a signature of 64 zero bytes.
    static func compact(header: String) -> String {
        let signature = [UInt8](repeating: 0, count: 64)
        return [Array(header.utf8), payload, signature].map(Base64URL.encode)
            .joined(separator: ".")
    }
}

/// The code of the JOSE error that a closure throws; nil when it throws none.
func code(_ body: () throws -> Void) -> JOSEError.Code? {
    do {
        try body()
        return nil
    } catch { return (error as? JOSEError)?.code }
}

/// The parts of a compact serialization.
func parts(_ text: String) -> [String] {
    text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
}
