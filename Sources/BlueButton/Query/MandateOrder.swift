public import JOSE
import StrictJSON

/// What a mandate orders.
public enum MandateOrder: Sendable, Hashable {
    /// All sources of the directory state what they hold.
    case holdings
    /// One source issues an attestation, bound to a holder key and encrypted to another.
    case attestation(
        source: OIN, type: CredentialType, holderKey: JWK, encryptionKey: JWK)

    init(reading payload: JSONReader) throws {
        let action = try payload.string("action")
        let audience = try payload.string("aud")
        switch action {
        case "holdings":
            guard audience == AccessTokenPolicy.sourcesAudience else {
                throw Refusal(.mandateMismatch, "expected a query's mandate to be for all sources")
            }
            self = .holdings
        case "attestation":
            self = .attestation(
                source: try OIN(audience),
                type: try CredentialType(try payload.string("vct")),
                holderKey: try JWK(
                    json: try payload.object("holder_jwk").asObject(), exact: true),
                encryptionKey: try payload.object("encryption_jwk").encryptionKey())
        default:
            throw Refusal(.malformed, "expected 'action' to be holdings or attestation")
        }
    }

    var json: JSONObject {
        switch self {
        case .holdings:
            return [
                "action": "holdings", "aud": .string(AccessTokenPolicy.sourcesAudience),
            ]
        case .attestation(let source, let type, let holderKey, let encryptionKey):
            return [
                "action": "attestation", "aud": .string(source.digits), "vct": .string(type.urn),
                "holder_jwk": .object(holderKey.json),
                "encryption_jwk": .object(encryptionKey.encryptionJSON()),
            ]
        }
    }
}
