import JOSE
import OpenSSL
import SelectiveDisclosure
import StrictJSON

/// Keys and SD-JWTs that the tests of this target share.
enum Credentials {
    static func key(_ number: UInt8) throws -> P256PrivateKey {
        try P256PrivateKey(scalar: [UInt8](repeating: 0, count: 31) + [number])
    }

    static let issuer = Result { try key(11) }
    static let holder = Result { try key(12) }
    static let other = Result { try key(13) }

    static let header: JSONObject = ["alg": "ES256", "typ": "dc+sd-jwt"]
    static let time: Int64 = 1_800_000_000

    static func plain() throws -> JSONObject {
        let holder = JWK(try holder.get().publicKey).json
        return [
            "iss": "https://bron.example", "iat": .integer(time), "exp": .integer(time + 86_400),
            "vct": "urn:example:1", "cnf": ["jwk": .object(holder)],
        ]
    }

    static let claims: [(name: String, value: JSONValue)] = [
        ("naam", ["voornamen": "Suzanne", "geslachtsnaam": "Moulin"]),
        ("geboorte", ["datum": "1985-12-01"]), ("partner", nil),
        ("nationaliteiten", ["Franse", 7]),
    ]

    /// An SD-JWT of four disclosable claims.
    static func issued() throws -> SDJWT {
        try SDJWT.issue(
            plain: plain(), disclosable: claims, header: header, key: issuer.get())
    }

    /// An SD-JWT that presents two claims, bound to the holder's key.
    static func presented(transactionData: [String] = []) throws -> SDJWT {
        try issued().presenting(["naam", "partner"]).binding(
            audience: "x509_hash:abc", nonce: "n-1", issuedAt: time,
            transactionData: transactionData, key: holder.get())
    }

    /// Any payload, signed by the issuer, with these disclosures behind it.
    static func text(_ payload: JSONObject, _ disclosures: [String]) throws -> String {
        let jws = try CompactJWS(signing: payload.bytes(), header: header, key: issuer.get())
        return ([jws.text] + disclosures + [""]).joined(separator: "~")
    }

    /// Parses and verifies any payload with these disclosures.
    static func verified(_ payload: JSONObject, _ disclosures: [String]) throws -> VerifiedSDJWT {
        try SDJWT(text(payload, disclosures), maximumBytes: 65_536)
            .verified(by: issuer.get().publicKey)
    }
}

/// A disclosure with any content, and its digest.
struct Raw {
    let encoded: String
    let digest: JSONValue

    init(_ content: JSONValue) {
        encoded = Base64URL.encode(content.bytes())
        digest = .string(Base64URL.encode(SHA256.hash(utf8: encoded)))
    }
}

/// The code of the SD-JWT error that a closure throws; nil when it throws none.
func code(_ body: () throws -> Void) -> SDJWTError.Code? {
    do {
        try body()
        return nil
    } catch { return (error as? SDJWTError)?.code }
}
