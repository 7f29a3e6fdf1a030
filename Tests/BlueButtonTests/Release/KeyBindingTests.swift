import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import SelectiveDisclosure
import StrictJSON
import Testing
import TestPKI
import Trust

/// How the presentations of a package are bound to recipient, request and terms.
@Suite struct KeyBindingTests {
    private let documents: Documents
    private let time = Documents.time
    private let parcel: Parcel

    init() throws {
        documents = try Documents.shared.get()
        parcel = try Parcel(documents)
    }

    @Test func `a presentation for another recipient or request is refused`() throws {
        let other = try documents.world.request().request
        try parcel.expect(.below("audience-mismatch")) {
            try $0.present("persoon", documents.applicant.person(), audience: "x509_hash:x")
        }
        try parcel.expect(.below("audience-mismatch")) {
            let audience = String($0.request.clientID.dropFirst("x509_hash:".count))
            try $0.present("inkomen", documents.applicant.income(), audience: audience)
        }
        for nonce in ["", other.nonce, documents.request.state] {
            try parcel.expect(.below("nonce-mismatch")) {
                try $0.present("persoon", documents.applicant.person(), nonce: nonce)
            }
        }
    }

    @Test func `a presentation without key binding is refused`() throws {
        try parcel.expect(.below("key-binding-missing")) {
            $0.presentations["persoon"] = try documents.applicant.person()
                .presenting(["naam", "geboorte", "adres"]).text
        }
    }

    /// The presentation of the income with another key binding behind it.
    private func bound(
        header: JSONValue, key: P256PrivateKey? = nil, _ change: (String, JSONValue?)? = nil
    ) throws -> String {
        let text = try #require(parcel.presentations["inkomen"])
        let end = try #require(text.lastIndex(of: "~"))
        let binding = String(text[text.index(after: end)...])
        var payload = try Forge.parts(binding).payload
        if let change { payload = payload.setting(change.0, change.1) }
        return text[...end]
            + (try Forge.signed(
                header, payload.bytes(), key: key ?? parcel.holderKey, like: binding))
    }

    @Test func `a key binding of another form or by another key is refused`() throws {
        let right: JSONValue = ["alg": "ES256", "typ": "kb+jwt"]
        let forms: [(JSONValue, Refusal.Code)] = [
            (right.setting("typ", "JWT"), .below("key-binding-invalid")),
            (right.setting("typ", nil), .below("key-binding-invalid")),
            (right.setting("jwk", [:]), .below("key-binding-invalid")),
            (right.setting("alg", "none"), .below("algorithm-refused")),
            (right.setting("alg", "HS256"), .below("algorithm-refused")),
        ]
        for (header, code) in forms {
            try parcel.expect(code) { $0.presentations["inkomen"] = try bound(header: header) }
        }
        let other = try P256PrivateKey()
        try parcel.expect(.below("key-binding-signature-invalid")) {
            $0.presentations["inkomen"] = try bound(header: right, key: other)
        }
        let changes: [(String, JSONValue?, String)] = [
            ("sd_hash", .string(String(repeating: "A", count: 43)), "hash-mismatch"),
            ("sd_hash", nil, "key-binding-invalid"), ("nonce", nil, "key-binding-invalid"),
            ("aud", [.string(documents.request.clientID)], "key-binding-invalid"),
            ("iat", nil, "key-binding-invalid"), ("iat", 0, "key-binding-invalid"),
            ("transaction_data_hashes_alg", "sha-512", "key-binding-invalid"),
            ("transaction_data_hashes_alg", "sha-256", "presentation-mismatch"),
            ("iat", .integer(time.seconds + 61), "issued-ahead"),
        ]
        for (path, value, code) in changes {
            try parcel.expect(.below(code)) {
                $0.presentations["inkomen"] = try bound(header: right, (path, value))
            }
        }
    }

    @Test func `a presentation is made during the request's life, when it was registered`() throws {
        for (made, isFine) in [(-1, false), (0, true), (300, true), (301, false)] as [(Int64, Bool)]
        {
            var changed = parcel
            changed.stampedAt = time + 300
            try changed.present("inkomen", documents.applicant.income(), at: time + made)
            if isFine {
                #expect(throws: Never.self) { try changed.verify(at: time + 300) }
            } else {
                expectRefusal(.presentationMismatch) { try changed.verify(at: time + 301) }
            }
        }
        for (stored, isFine) in [(300, true), (301, false)] as [(Int64, Bool)] {
            var changed = parcel
            changed.storedAt = time + stored
            if isFine {
                #expect(throws: Never.self) { try changed.verify(at: time + 310) }
            } else {
                expectRefusal(.presentationMismatch) { try changed.verify(at: time + 310) }
            }
        }
    }

    @Test func `a presentation after the request's end is refused`() throws {
        let (short, key) = try documents.world.request(life: 60)
        var changed = try Parcel(documents, request: short)
        changed.requestKey = key
        #expect(throws: Never.self) { try changed.verify() }
        try changed.present("inkomen", documents.applicant.income(), at: time + 61)
        expectRefusal(.issuedAhead) { try changed.verify() }
        changed.stampedAt = time + 1
        expectRefusal(.presentationMismatch) { try changed.verify(at: time + 1) }
        let (old, oldKey) = try documents.world.request(life: 60, at: time - 30)
        var late = try Parcel(documents, request: old)
        late.requestKey = oldKey
        // It is registered, and stamped, within the request's life, whenever it is looked at.
        late.stampedAt = time + 29
        #expect(throws: Never.self) { try late.verify(at: time + 29) }
        #expect(throws: Never.self) { try late.verify(at: time + 300) }
        late.stampedAt = time + 30
        expectRefusal(.expired) { try late.verify(at: time + 30) }
    }

    @Test func `the terms are bound once, where they say, and undecoded`() throws {
        let terms = documents.request.termsText
        let person = try documents.applicant.person()
        for wrong in [[], [terms, terms], ["e30"], [terms + "="], ["e30", terms]] {
            try parcel.expect(.presentationMismatch) {
                try $0.present("persoon", person, terms: wrong)
            }
        }
        try parcel.expect(.presentationMismatch) {
            try $0.present("inkomen", documents.applicant.income(), terms: [terms])
        }
    }

    @Test func `an attestation under an authority that is not accepted is refused`() throws {
        let (request, key) = try request(authorities: ["AAAA"])
        var changed = try Parcel(documents, request: request)
        changed.requestKey = key
        expectRefusal(.presentationMismatch) { try changed.verify() }
        expectRefusal(.presentationMismatch) {
            _ = try documents.applicant.release(to: request)
        }
        let leaf = try documents.world.sealer("brp").chain[0]
        let identifier = Base64URL.encode(leaf.authorityKeyIdentifier ?? [])
        let (open, openKey) = try self.request(authorities: ["AAAA", identifier])
        var fine = try Parcel(documents, request: open)
        fine.requestKey = openKey
        #expect(throws: Never.self) { try fine.verify() }
    }

    private func request(
        authorities: [String]
    ) throws -> (PresentationRequest, P256PrivateKey) {
        let (request, key) = try documents.world.request()
        let text = try Forge.changed(
            request.text, key: documents.key(.request),
            [
                (
                    "dcql_query|credentials|0|trusted_authorities",
                    [["type": "aki", "values": .array(authorities.map { .string($0) })]]
                )
            ])
        return (
            try PresentationRequest.verify(
                text, directory: documents.world.directory, trust: documents.world.trust,
                at: time), key
        )
    }
}
