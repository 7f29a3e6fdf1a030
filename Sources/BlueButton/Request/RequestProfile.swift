import JOSE
import StrictJSON

/// The fixed parts of a request object: OpenID4VP 1.0 section 5 in the profile of HAIP 1.0.
enum RequestProfile {
    static let audience = "https://self-issued.me/v2"

    /// Demands the fixed members.
    static func check(_ payload: JSONReader) throws {
        let fixed = [
            ("aud", audience), ("response_type", "vp_token"),
            ("response_mode", "direct_post.jwt"),
        ]
        for (name, value) in fixed where !isSame(try payload.string(name), value) {
            throw Refusal(.malformed, "expected '\(name)' to be '\(value)'")
        }
        for name in ["redirect_uri", "scope", "presentation_definition", "iss"]
        where payload.member(name) != nil {
            throw Refusal(.malformed, "expected a request without '\(name)'")
        }
    }

    /// Reads the key and the method for the response (OpenID4VP section 8.3).
    static func encryption(_ metadata: JSONReader) throws -> (JWK, ContentEncryption) {
        let keys = try metadata.object("jwks").array("keys")
        guard keys.count == 1, let entry = keys.first else {
            throw Refusal(.malformed, "expected one key in 'client_metadata.jwks'")
        }
        let key = try entry.encryptionKey()
        _ = try metadata.object("vp_formats_supported").object(Attestation.type)
        let names = try metadata.strings("encrypted_response_enc_values_supported")
        if names.contains(ContentEncryption.A256GCM.rawValue) { return (key, .A256GCM) }
        if names.contains(ContentEncryption.A128GCM.rawValue) { return (key, .A128GCM) }
        throw Refusal(.malformed, "expected A128GCM or A256GCM among the encryption methods")
    }
}
