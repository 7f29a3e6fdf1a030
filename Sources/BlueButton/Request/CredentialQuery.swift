import JOSE
import OpenSSL
import StrictJSON
import Trust

/// One group of claims that is granted or refused as a whole (OpenID4VP section 6.1).
public struct CredentialQuery: Hashable, Sendable {
    public let id: String
    public let type: CredentialType
    /// The whole disclosures that are asked; never empty.
    public let claims: [ClaimPath]
    /// Authority key identifiers (`aki`) that are accepted; nil where none is named.
    public let trustedAuthorities: [String]?

    public init(
        id: String, type: CredentialType, claims: [ClaimPath], trustedAuthorities: [String]? = nil
    ) {
        self.id = id
        self.type = type
        self.claims = claims
        self.trustedAuthorities = trustedAuthorities
    }

    init(reading reader: JSONReader) throws {
        id = try QueryID.read(try reader.string("id"), or: .queryRefused)
        guard isSame(try reader.string("format"), Attestation.type) else {
            throw Refusal(.queryRefused, "expected queries of format dc+sd-jwt")
        }
        guard reader.member("claim_sets") == nil,
            try reader.optionalBool("multiple") != true,
            try reader.optionalBool("require_cryptographic_holder_binding") != false
        else {
            throw Refusal(
                .queryRefused, "expected no 'claim_sets', no 'multiple', and holder binding")
        }
        let types = try reader.object("meta").strings("vct_values")
        guard types.count == 1 else {
            throw Refusal(.queryRefused, "expected one value in 'vct_values'")
        }
        type = try CredentialType(types[0])
        claims = try reader.array("claims").map { claim in
            guard claim.member("values") == nil else {
                throw Refusal(.queryRefused, "expected claims without 'values'")
            }
            return try ClaimPath(reading: try claim.any("path"))
        }
        guard !claims.isEmpty, Set(claims).count == claims.count else {
            throw Refusal(.queryRefused, "expected each claim once, and at least one")
        }
        trustedAuthorities = try reader.optionalArray("trusted_authorities")?.flatMap {
            guard isSame(try $0.string("type"), "aki") else {
                throw Refusal(.queryRefused, "expected trusted authorities of type aki")
            }
            return try $0.strings("values")
        }
    }

    /// Demands an authority that the query accepts, where it names any (OpenID4VP section 6.1.1.1).
    ///
    /// - Throws: `presentation-mismatch`.
    func accepts(authoritiesOf attestation: Attestation) throws(Refusal) {
        guard let trustedAuthorities else { return }
        let identifiers = attestation.seal.certificates.compactMap(\.authorityKeyIdentifier)
        let isAccepted = identifiers.contains { identifier in
            let text = Base64URL.encode(identifier)
            return trustedAuthorities.contains { isSame($0, text) }
        }
        guard isAccepted else {
            throw Refusal(
                .presentationMismatch, "expected an attestation under an accepted authority")
        }
    }

    var json: JSONValue {
        var query: JSONObject = [
            "id": .string(id), "format": .string(Attestation.type),
            "meta": .object(["vct_values": .strings([type.urn])]),
            "claims": .array(claims.map { .object(["path": $0.json]) }),
        ]
        if let trustedAuthorities {
            query["trusted_authorities"] = .array([
                .object(["type": "aki", "values": .strings(trustedAuthorities)])
            ])
        }
        return .object(query)
    }
}
