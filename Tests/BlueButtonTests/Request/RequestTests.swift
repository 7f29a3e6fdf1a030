import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

@Suite struct RequestTests: RequestJudging {
    let documents: Documents
    private let time = Documents.time

    init() throws {
        documents = try Documents.shared.get()
    }

    @Test func `a request has what OpenID4VP and HAIP name, and no iss or jti`() throws {
        let payload = try Forge.parts(documents[.request]).payload
        #expect(
            Set(payload.objectValue?.names ?? []) == [
                "client_id", "aud", "response_type", "response_mode", "response_uri", "nonce",
                "state", "iat", "exp", "dcql_query", "client_metadata", "transaction_data",
            ])
        let request = try verify(documents[.request])
        let leaf = try documents.world.sealer("woonhaven").chain[0]
        #expect(request.clientID == "x509_hash:" + Base64URL.encode(SHA256.hash(leaf.der)))
        #expect(request.recipient.slug == "woonhaven")
        #expect(request.encryption == .A256GCM)
        #expect(
            payload.at("client_metadata|encrypted_response_enc_values_supported")
                == ["A128GCM", "A256GCM"])
        #expect(request.query.required == ["persoon", "inkomen"])
    }

    @Test func `a nonce and a state are new for every draft`() throws {
        let (first, second) = (
            try documents.world.request().request, try documents.world.request().request
        )
        #expect(first.nonce != second.nonce)
        #expect(first.state != second.state)
    }

    static let refused: [Change] = [
        Change("client_id", nil), Change("client_id", "", .clientMismatch),
        Change("client_id", "x509_hash:AAAA", .clientMismatch),
        Change("client_id", "x509_san_dns:woonhaven.example", .clientMismatch),
        Change("aud", nil), Change("aud", "https://self-issued.me"),
        Change("aud", ["https://self-issued.me/v2"]), Change("response_type", nil),
        Change("response_type", "code"), Change("response_type", "vp_token id_token"),
        Change("response_mode", nil), Change("response_mode", "direct_post"),
        Change("response_mode", "fragment"), Change("response_uri", nil),
        Change("response_uri", "https://evil.example/", .originNotAllowed),
        Change("response_uri", "https://woonhaven.example:8444/x", .originNotAllowed),
        Change("response_uri", "http://woonhaven.example:8443/x", .originNotAllowed),
        Change("response_uri", "https://woonhaven.example:8443/x#y", .originNotAllowed),
        Change("response_uri", "https://a@woonhaven.example:8443/x", .originNotAllowed),
        Change("response_uri", "", .originNotAllowed),
        Change("redirect_uri", "https://woonhaven.example:8443/x"),
        Change("scope", "openid"), Change("presentation_definition", [:]),
        Change("iss", "https://woonhaven.example"), Change("nonce", nil), Change("nonce", ""),
        Change("nonce", "AAAAAAAAAAAAAAAAAAAAA"), Change("nonce", 1), Change("state", nil),
        Change("state", "AAAAAAAAAAAAAAAAAAAAA"), Change("iat", nil), Change("iat", 0),
        Change("exp", nil), Change("dcql_query", nil), Change("dcql_query", []),
        Change("client_metadata", nil), Change("client_metadata|jwks", nil),
        Change("client_metadata|jwks|keys", []), Change("client_metadata|jwks|keys|+", [:]),
        Change("client_metadata|jwks|keys|0|use", nil),
        Change("client_metadata|jwks|keys|0|use", "sig"),
        Change("client_metadata|jwks|keys|0|alg", nil),
        Change("client_metadata|jwks|keys|0|alg", "RSA-OAEP"),
        Change("client_metadata|jwks|keys|0|kid", nil),
        Change("client_metadata|jwks|keys|0|kid", "1"),
        Change("client_metadata|jwks|keys|0|d", "AAAA", .below("key-refused")),
        Change("client_metadata|jwks|keys|0|crv", "P-521", .below("key-refused")),
        Change("client_metadata|vp_formats_supported", nil),
        Change("client_metadata|vp_formats_supported", ["mso_mdoc": [:]]),
        Change("client_metadata|encrypted_response_enc_values_supported", nil),
        Change("client_metadata|encrypted_response_enc_values_supported", []),
        Change("client_metadata|encrypted_response_enc_values_supported", ["A128CBC-HS256"]),
        Change("transaction_data", nil), Change("transaction_data", [], .termsMismatch),
        Change("transaction_data|+", "e30", .termsMismatch), Change("transaction_data|0", ""),
        Change("transaction_data|0", "e30"), Change("transaction_data|0", "e30="),
        Change("transaction_data|0", "{}"), Change("transaction_data|0", 1),
    ]

    @Test(arguments: refused)
    func `a request that does not fit is refused`(change: Change) throws {
        let text = try changed((change.path, change.value))
        expectRefusal(change.code) { try verify(text) }
    }

    @Test func `A128GCM alone is accepted, and then used`() throws {
        let text = try changed(
            ("client_metadata|encrypted_response_enc_values_supported", ["A128GCM", "X"]))
        #expect(try verify(text).encryption == .A128GCM)
    }

    static let changedTerms: [Change] = [
        Change("type", nil), Change("type", "urn:nl:blauweknop:consent-terms:2", .termsMismatch),
        Change("credential_ids", nil), Change("credential_ids", [], .termsMismatch),
        Change("credential_ids", ["persoon", "inkomen"], .termsMismatch),
        Change("credential_ids", ["ander"], .termsMismatch),
        Change("credential_ids", "persoon"), Change("recipient", nil),
        Change("recipient|oin", nil), Change("recipient|oin", "1"),
        Change("recipient|oin", "00000099000000000202", .termsMismatch),
        Change("recipient|name", "Stadswonen (test)", .termsMismatch),
        Change("recipient|name", "", .termsMismatch), Change("recipient|kvk", "1"),
        Change("purpose", nil), Change("purpose|term", nil),
        Change("purpose|term", "https://w3id.org/dpv#Marketing", .claimsNotAccredited),
        Change("purpose|term", "", .claimsNotAccredited), Change("purpose|text", nil),
        Change("purpose|text", "Toets"), Change("purpose|text|en", nil),
        Change("purpose|text|de", "x"), Change("purpose|extra", 1), Change("legal_basis", nil),
        Change("legal_basis", .null), Change("retention", nil), Change("retention", .null),
        Change("retention", "een jaar"), Change("retention", ""), Change("retention", "P"),
        Change("notice", nil), Change("notice", ""), Change("notice", "http://a.example/"),
        Change("notice", "https://a@b.example/"), Change("notice", "https://a.example/#x"),
        Change("notice", "javascript:alert(1)"), Change("withdrawal", nil),
        Change("withdrawal", "https://evil.example/", .originNotAllowed),
        Change("withdrawal", "", .originNotAllowed),
        Change("transaction_data_hashes_alg", ["sha-256"]), Change("extra", 1),
    ]

    @Test(arguments: changedTerms)
    func `terms are closed, complete and the directory's`(change: Change) throws {
        let text = try terms((change.path, change.value))
        expectRefusal(change.code) { try verify(text) }
    }

    @Test func `a name is the directory's to the byte`() throws {
        // The sign for kelvin, which Swift holds equal to a K.
        let world = documents.world
        var recipients = world.directory.recipients
        let first = recipients[0]
        recipients[0] = DirectoryRecipient(
            slug: first.slug, oin: first.oin, name: "Knop", hasBSNRight: false,
            origins: first.origins, purposes: first.purposes)
        let directory = try documents.directory(recipients: recipients)
        #expect(throws: Never.self) {
            try verify(try terms(("recipient|name", "Knop")), directory: directory)
        }
        expectRefusal(.termsMismatch) {
            try verify(try terms(("recipient|name", "\u{212A}nop")), directory: directory)
        }
    }
}
