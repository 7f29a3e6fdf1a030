public import JOSE
public import OpenSSL
public import SelectiveDisclosure
public import StrictJSON
public import Trust

/// What a registry attests about the citizen: an SD-JWT VC (`typ: dc+sd-jwt`), verified.
///
/// Plain are only `iss, iat, nbf, exp, vct, sub, cnf, _sd_alg, _sd`; every personal claim is a
/// disclosure of its own. Only verification makes one.
public struct Attestation: Sendable {
    static let type = "dc+sd-jwt"
    /// The longest life, in seconds: 24 hours.
    public static let longestLife: Int64 = 86_400

    public let sdjwt: SDJWT
    public let credentialType: CredentialType
    /// The source that sealed.
    public let source: DirectorySource
    public let seal: SealChain
    public let issuedAt: UnixTime
    public let expires: UnixTime
    /// Who it is about: new for every holder key.
    public let subject: String
    /// The key that the citizen signs presentations and consent with.
    public let holderKey: JWK
    /// The disclosed claims, in the order of their disclosures.
    public let claims: [(name: String, value: JSONValue)]
    let verified: VerifiedSDJWT

    /// The names of the disclosed claims.
    public var claimNames: Set<String> { Set(claims.map(\.name)) }

    /// The value of a disclosed claim.
    public subscript(name: String) -> JSONValue? {
        claims.first { $0.name == name }?.value
    }

    /// At which end of its way an attestation is.
    public enum Form: Sendable, Hashable {
        /// From the source: everything is disclosed, and no key binding is there.
        case issued
        /// From the citizen to a recipient: what the citizen chose, with a key binding.
        case presented
    }

    /// Verifies an attestation against the directory; its key binding is a presentation's to judge.
    ///
    /// - Throws: `credential-type-not-allowed` where the directory gives this `vct` to another
    ///   source, `expired`, `not-yet-valid`, `claim-malformed`, `disclosures-incomplete`,
    ///   `key-binding-missing`, `key-binding-unexpected`, and what the seal and the SD-JWT refuse.
    public static func verify(
        _ text: String, as form: Form, directory: Directory, trust: TrustStore, at time: UnixTime
    ) throws(Refusal) -> Attestation {
        let sdjwt = try refusing {
            try SDJWT(text, maximumBytes: DocumentLimits.attestation)
        }
        try checkBinding(of: sdjwt, as: form)
        let header = sdjwt.issuerJWS.header
        try checkType(header, is: type)
        try checkHeader(header, is: ["alg", "typ", "x5c"])
        let certificates = try x5c(of: header)
        let seal = try refusing {
            try SealChain.verify(x5c: certificates, role: .source, trust: trust, at: time)
        }
        let verified = try refusing { try sdjwt.verified(by: seal.publicKey) }
        return try Attestation(verified, as: form, seal: seal, directory: directory, at: time)
    }

    private static func checkBinding(of sdjwt: SDJWT, as form: Form) throws(Refusal) {
        switch (form, sdjwt.keyBinding) {
        case (.issued, nil), (.presented, _?): break
        case (.issued, _?):
            throw Refusal(
                .keyBindingUnexpected, "expected an attestation as issued, without key binding")
        case (.presented, nil):
            throw Refusal(
                .keyBindingMissing, "expected a presentation: an attestation with key binding")
        }
    }

    private init(
        _ verified: VerifiedSDJWT, as form: Form, seal: SealChain, directory: Directory,
        at time: UnixTime
    ) throws(Refusal) {
        let plain = try refusing {
            let plain = try readObject(
                verified.sdjwt.issuerJWS.payload, maximumBytes: DocumentLimits.attestation)
            try plain.exactly([
                "iss", "iat", "nbf", "exp", "vct", "sub", "cnf", "_sd_alg", "_sd",
            ])
            return plain
        }
        let issuer: String
        (issuer, subject, credentialType) = try refusing {
            (
                try plain.string("iss"), try plain.hash("sub").text,
                try CredentialType(try plain.string("vct"))
            )
        }
        try verified.checkForm(as: form, of: credentialType)
        let notBefore: UnixTime
        (issuedAt, notBefore, expires, holderKey) = try refusing {
            let cnf = try plain.object("cnf")
            try cnf.exactly(["jwk"])
            return (
                try plain.time("iat"), try plain.time("nbf"), try plain.time("exp"),
                try JWK(json: try cnf.object("jwk").asObject(), exact: true)
            )
        }
        guard isSame(issuer, seal.uri) else {
            throw Refusal(.issuerMismatch, "expected 'iss' to name who sealed")
        }
        source = try directory.source(issuing: credentialType)
        guard source.oin.digits == seal.oin else {
            throw Refusal(
                .credentialTypeNotAllowed,
                "expected this kind of attestation from the source that may issue it")
        }
        guard notBefore == issuedAt, issuedAt.seconds % 3600 == 0 else {
            throw Refusal(.malformed, "expected 'iat' and 'nbf' at the same full hour")
        }
        guard notBefore <= time else {
            throw Refusal(.notYetValid, "expected an attestation that has begun")
        }
        try Lifetime.check(
            issuedAt: issuedAt, expires: expires, longest: Self.longestLife, at: time)
        claims = verified.disclosed
        try ClaimSchema.check(claims, of: credentialType)
        if form == .issued { try ClaimSchema.checkAll(claims, of: credentialType) }
        sdjwt = verified.sdjwt
        self.seal = seal
        self.verified = verified
    }

    /// Demands that this attestation is what a mandate ordered.
    ///
    /// - Parameter person: the citizen's `sub` at the sources, from the ID token.
    /// - Throws: `attestation-mismatch`.
    public func answers(_ mandate: Mandate, person: String) throws(Refusal) {
        guard
            case .attestation(let oin, let type, let holderKey, _) = mandate.order,
            oin == source.oin, type == credentialType, holderKey == self.holderKey,
            subject == AttestationSubject.value(person: person, holderKey: holderKey)
        else {
            throw Refusal(
                .attestationMismatch,
                "expected an attestation of the ordered kind, for this person and this key")
        }
    }

    /// Issues an attestation with each claim as a disclosure of its own.
    ///
    /// - Throws: `claim-malformed` for claims that the kind does not have, or lacks.
    /// - Parameters:
    ///   - person: the `sub` of the sources' token.
    ///   - time: now; `iat` and `nbf` are rounded down to the hour.
    ///   - life: in seconds from the full hour, at most 86,400.
    public static func issue(
        _ claims: [(name: String, value: JSONValue)], type credentialType: CredentialType,
        person: String, holderKey: JWK, by sealer: Sealer, at time: UnixTime,
        life: Int64 = Attestation.longestLife
    ) throws(Refusal) -> SDJWT {
        try ClaimSchema.checkAll(claims, of: credentialType)
        let hour = UnixTime(seconds: time.seconds - time.seconds % 3600)
        let plain: JSONObject = [
            "iss": .string(sealer.uri), "iat": .time(hour), "nbf": .time(hour),
            "exp": .time(hour + life), "vct": .string(credentialType.urn),
            "sub": .string(AttestationSubject.value(person: person, holderKey: holderKey)),
            "cnf": .object(["jwk": .object(holderKey.json)]),
        ]
        let header: JSONObject = [
            "alg": "ES256", "typ": .string(type), "x5c": .strings(sealer.x5c),
        ]
        return try refusing {
            try SDJWT.issue(plain: plain, disclosable: claims, header: header, key: sealer.key)
        }
    }
}
