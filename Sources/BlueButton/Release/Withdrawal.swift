public import JOSE
public import OpenSSL
import StrictJSON
public import Trust

/// The end of a consent (`typ: withdrawal+jwt`), verified.
///
/// Signed by the consent's holder key, or, for a citizen on another device, sealed by the service
/// after login; recipients accept either.
public struct Withdrawal: Sendable {
    static let type = "withdrawal+jwt"

    /// Who withdrew.
    public enum Signer: Sendable, Hashable {
        case holder(JWK)
        case service(OIN)
    }

    public let text: String
    public let hash: DocumentHash
    public let identity: DocumentIdentity
    public let signer: Signer
    public let consentID: DocumentID
    public let consent: DocumentHash

    /// Verifies a withdrawal by itself.
    public static func verify(
        _ text: String, trust: TrustStore, at time: UnixTime
    ) throws(Refusal) -> Withdrawal {
        let jws = try refusing {
            try CompactJWS(text, maximumBytes: DocumentLimits.withdrawal)
        }
        if jws.header["x5c"] != nil {
            let sealed = try SealedJWS.verify(
                text, type: type, role: .service, maximumBytes: DocumentLimits.withdrawal,
                trust: trust, at: time)
            return try Withdrawal(
                text: text, hash: sealed.hash, payload: sealed.payload, issuer: sealed.seal.uri,
                signer: .service(try OIN(sealed.seal.oin)), at: time)
        }
        let signed = try CitizenJWS.verify(
            text, type: type, maximumBytes: DocumentLimits.withdrawal)
        return try Withdrawal(
            text: text, hash: signed.hash, payload: signed.payload,
            issuer: signed.key.thumbprintURI, signer: .holder(signed.key), at: time)
    }

    private init(
        text: String, hash: DocumentHash, payload: JSONReader, issuer: String, signer: Signer,
        at time: UnixTime
    ) throws(Refusal) {
        identity = try DocumentIdentity(reading: payload, signedBy: issuer, at: time)
        (consentID, consent) = try refusing {
            (try DocumentID(try payload.string("consent_id")), try payload.hash("consent"))
        }
        self.text = text
        self.hash = hash
        self.signer = signer
    }

    /// Demands that this withdrawal ends this consent, by its key or by the service.
    ///
    /// - Throws: `withdrawal-mismatch`.
    public func ends(
        consentID: DocumentID, consent: DocumentHash, holderKey: JWK, service: OIN
    ) throws(Refusal) {
        guard self.consentID == consentID, self.consent == consent,
            signer == .holder(holderKey) || signer == .service(service)
        else {
            throw Refusal(
                .withdrawalMismatch, "expected a withdrawal of this consent by its own key")
        }
    }

    /// Signs a withdrawal with the consent's holder key.
    public static func sign(
        _ consent: Consent, holderKey: P256PrivateKey, at time: UnixTime
    ) throws(Refusal) -> String {
        let identity = try DocumentIdentity(
            issuer: JWK(holderKey.publicKey).thumbprintURI, issuedAt: time)
        return try CitizenJWS.sign(
            payload(identity, consent.id, consent.hash), type: type, key: holderKey
        ).text
    }

    /// Seals a withdrawal for a citizen who is logged in and has the key no more.
    public static func seal(
        consentID: DocumentID, consent: DocumentHash, by sealer: Sealer, at time: UnixTime
    ) throws(Refusal) -> String {
        let identity = try DocumentIdentity(issuer: sealer.uri, issuedAt: time)
        return try SealedJWS.seal(
            payload(identity, consentID, consent), type: type, by: sealer
        ).text
    }

    private static func payload(
        _ identity: DocumentIdentity, _ consentID: DocumentID, _ consent: DocumentHash
    ) -> JSONObject {
        var payload = identity.json
        payload["consent_id"] = consentID.json
        payload["consent"] = consent.json
        return payload
    }
}
