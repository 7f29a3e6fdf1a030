import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

@Suite struct DirectoryTests {
    private let documents: Documents
    private var directory: Directory { documents.world.directory }

    init() throws {
        documents = try Documents.shared.get()
    }

    @discardableResult
    private func verify(_ changes: (String, JSONValue?)...) throws -> Directory {
        let text = try Forge.changed(
            documents[.directory], key: documents.key(.directory), changes)
        return try Directory.verify(text, trust: documents.world.trust, at: Documents.time)
    }

    static let refused: [Change] = [
        Change("version", nil), Change("version", 0), Change("version", -1),
        Change("version", "1"), Change("version", true),
        Change("sources", nil), Change("sources", [:]), Change("sources|0", "brp"),
        Change("sources|0|slug", nil), Change("sources|0|slug", ""),
        Change("sources|0|slug", "BRP"), Change("sources|0|slug", "b rp"),
        Change("sources|0|slug", "b_rp"), Change("sources|0|slug", "é"),
        Change("sources|0|slug", .string(String(repeating: "a", count: 41))),
        Change("sources|0|oin", nil), Change("sources|0|oin", "123"),
        Change("sources|0|oin", .integer(99)), Change("sources|0|name", nil),
        Change("sources|0|name", 1), Change("sources|0|operator", nil),
        Change("sources|0|operator", "00000099"), Change("sources|0|endpoint", nil),
        Change("sources|0|endpoint", "http://brp.example"),
        Change("sources|0|endpoint", "https://brp.example/"),
        Change("sources|0|jwks", nil), Change("sources|0|jwks", []),
        Change("sources|0|jwks|keys", nil), Change("sources|0|jwks|keys", []),
        Change("sources|0|jwks|keys|0|use", nil), Change("sources|0|jwks|keys|0|use", "sig"),
        Change("sources|0|jwks|keys|0|alg", nil), Change("sources|0|jwks|keys|0|alg", "ES256"),
        Change("sources|0|jwks|keys|0|alg", "ECDH-ES+A128KW"),
        Change("sources|0|jwks|keys|0|kid", nil), Change("sources|0|jwks|keys|0|kid", "key-1"),
        Change("sources|0|jwks|keys|0|kid", 1, .below("key-refused")),
        Change("sources|0|jwks|keys|0|d", "AAAA", .below("key-refused")),
        Change("sources|0|jwks|keys|0|crv", "P-384", .below("key-refused")),
        Change("sources|0|jwks|keys|0|x", "AAAA", .below("key-refused")),
        Change("sources|0|vcts", nil), Change("sources|0|vcts", "urn:nl:blauweknop:brp:1"),
        Change("sources|0|vcts", [""]), Change("sources|0|vcts", ["urn: x"]),
        Change("sources|0|vcts", [1]), Change("sources|0|categories", nil),
        Change("sources|0|categories", "persoon"),
        Change("recipients", nil), Change("recipients|0|slug", nil),
        Change("recipients|0|oin", nil), Change("recipients|0|name", nil),
        Change("recipients|0|bsn", nil), Change("recipients|0|bsn", 0),
        Change("recipients|0|bsn", "false"), Change("recipients|0|bsn", .null),
        Change("recipients|0|origins", nil), Change("recipients|0|origins", "https://a.example"),
        Change("recipients|0|origins|0", "https://a.example/"),
        Change("recipients|0|origins|0", "https://A.example"),
        Change("recipients|0|origins|0", "https://a.example:443"),
        Change("recipients|0|origins|0", "http://a.example"),
        Change("recipients|0|purposes", nil), Change("recipients|0|purposes", []),
        Change("recipients|0|purposes|x", []),
        Change("recipients|0|purposes|x", ["urn:x": "naam"]),
        Change("recipients|0|purposes|x", ["urn:x": ["naam"]]),
        Change("recipients|0|purposes|x", ["urn:x": [["adres", "straat"]]], .queryRefused),
        Change("recipients|0|purposes|x", ["urn:x": [[]]], .queryRefused),
        Change("recipients|0|purposes|x", ["urn:x": [[.null]]]),
        Change("recipients|0|purposes|x", ["urn:x": [[0]]]),
        Change("recipients|0|purposes|x", ["": [["naam"]]]),
        Change("service", nil), Change("service|slug", "Dienst"), Change("service|oin", ""),
        Change("service|name", nil), Change("service|endpoint", "https://x.example/v1"),
        Change("log", nil), Change("log|origin", nil), Change("log|origin", ""),
        Change("log|origin", "https://log.example"), Change("log|origin", "log example"),
        Change("log|origin", "log+example"), Change("log|origin", "lög.example"),
        Change("log|key", nil), Change("log|key", "AAAA"), Change("log|key", 1),
        Change("log|key", .string(String(repeating: "A", count: 42) + "B")),
        Change("log|key", .string(String(repeating: "A", count: 43) + "=")),
        Change("identity_provider", nil), Change("identity_provider|issuer", nil),
        Change("identity_provider|jwks", nil), Change("identity_provider|jwks|keys", "x"),
        Change("identity_provider|jwks|keys|0|d", "AAAA", .below("key-refused")),
        Change("identity_provider|jwks|keys|0|kty", "RSA", .below("key-refused")),
        Change("crls", nil), Change("crls", "https://crl.example"), Change("crls", [1]),
        Change("crls", [""]), Change("crls", ["http://crl.example/sources"]),
        Change("crls", ["https://x@crl.example/sources"]),
        Change("crls", ["https://crl.example/sources#x"]), Change("crls", ["/crl/sources"]),
        Change("log|later", 1),
        Change("identity_provider|issuer", "http://digid.example"),
        Change("identity_provider|issuer", "digid"),
        Change("identity_provider|issuer", "https://digid.example?x=1"),
        Change("identity_provider|issuer", "https://digid.example/#x"),
        Change("identity_provider|issuer", "https://x@digid.example"),
        Change("identity_provider|jwks|keys", []),
        Change("identity_provider|jwks|keys|0|use", "enc", .below("key-refused")),
        Change("sources|0|categories", ["persoon", "persoon"]),
        Change("sources|0|categories", ["per soon"]), Change("sources|0|categories", [""]),
        Change("sources|0|categories", ["\u{212A}"]),
        Change("recipients|0|purposes|", ["urn:x": [["naam"]]]),
        Change("recipients|0|purposes|https://w3id.org/dpv#\u{212A}", ["urn:x": [["naam"]]]),
        Change("recipients|0|purposes|x", ["urn:x": [["\u{212A}"]]], .queryRefused),
        Change("recipients|0|purposes|x", ["urn:x": [[""]]], .queryRefused),
        Change("recipients|0|purposes|x", ["urn:nl:blauweknop:bri:1": [["inkomen-2025"]]]),
        Change(
            "recipients|0|purposes|x",
            [
                "urn:nl:blauweknop:bri:1": [["inkomen-2025"]],
                "urn:nl:blauweknop:brp:1": [["naam"], ["adres"]],
            ]),
        Change(
            "recipients|0|purposes|x",
            [
                "urn:nl:blauweknop:bri:1": [["onder-x"]],
                "urn:nl:blauweknop:brp:1": [["geboorte"]],
            ]),
    ]

    @Test(arguments: refused)
    func `a directory that does not fit is refused`(change: Change) {
        expectRefusal(change.code) { try verify((change.path, change.value)) }
    }

    @Test func `slugs, OINs and kinds stand once over all entries`() throws {
        let other = directory.sources[1]
        let recipient = directory.recipients[0]
        let doubles: [(String, JSONValue)] = [
            ("sources|0|slug", .string(other.slug)),
            ("sources|0|slug", .string(recipient.slug)),
            ("recipients|1|slug", .string(directory.service.slug)),
            ("sources|0|oin", .string(other.oin.digits)),
            ("sources|0|oin", .string(recipient.oin.digits)),
            ("recipients|0|oin", .string(directory.service.oin.digits)),
            ("sources|0|vcts", ["urn:nl:blauweknop:bri:1"]),
            ("sources|0|vcts", ["urn:nl:blauweknop:brp:1", "urn:nl:blauweknop:brp:1"]),
        ]
        for (path, value) in doubles {
            expectRefusal(.malformed, "\(path)") { try verify((path, value)) }
        }
    }

    @Test func `what is not of this version is ignored`() throws {
        let changed = try verify(
            ("sources|0|later", 1), ("recipients|0|later", 1), ("service|later", 1),
            ("identity_provider|later", 1), ("sources|0|jwks|keys|0|key_ops", ["deriveBits"]))
        #expect(changed.sources == directory.sources)
    }

    @Test func `what was sealed is what is read`() throws {
        let draft = DirectoryDraft(
            version: 9, issuedAt: Documents.time, expires: Documents.time + 60,
            sources: directory.sources, recipients: directory.recipients,
            service: directory.service, log: directory.log,
            identityProvider: directory.identityProvider,
            revocationAddresses: ["https://tsa.example/crl/sources"])
        let read = try Directory.verify(
            try draft.sealed(by: documents.world.sealer("scheme")),
            trust: documents.world.trust, at: Documents.time)
        #expect(read.version == 9)
        #expect(read.sources == directory.sources)
        #expect(read.recipients == directory.recipients)
        #expect(read.service == directory.service)
        #expect(read.log == directory.log)
        #expect(read.identityProvider == directory.identityProvider)
        #expect(read.revocationAddresses == ["https://tsa.example/crl/sources"])
    }

    @Test func `income stands with what tells whose it is`() throws {
        let fine: JSONValue = [
            "urn:nl:blauweknop:bri:1": [["inkomen-2025"]],
            "urn:nl:blauweknop:brp:1": [["naam"], ["geboorte"]],
        ]
        #expect(throws: Never.self) { try verify(("recipients|0|purposes|x", fine)) }
        let none: JSONValue = ["urn:nl:blauweknop:bri:1": []]
        #expect(throws: Never.self) { try verify(("recipients|0|purposes|x", none)) }
    }

    @Test func `a lower version than one seen is refused`() throws {
        let seventh = try verify(("version", 7))
        for highest in [0, 6, 7] as [Int64] {
            #expect(throws: Never.self) { try seventh.succeeds(version: highest) }
        }
        for highest in [8, 9, Int64.max] {
            expectRefusal(.directoryOutdated) { try seventh.succeeds(version: highest) }
        }
    }

    @Test func `who is not listed is not found`() throws {
        let stranger = try OIN("00000099000000000999")
        expectRefusal(.sourceUnknown) { _ = try directory.source(stranger) }
        expectRefusal(.sourceUnknown) { _ = try directory.source(directory.service.oin) }
        expectRefusal(.sourceUnknown) { _ = try directory.source(slug: "duo") }
        expectRefusal(.sourceUnknown) { _ = try directory.source(slug: "") }
        expectRefusal(.recipientUnknown) { _ = try directory.recipient(stranger) }
        expectRefusal(.recipientUnknown) {
            _ = try directory.recipient(directory.sources[0].oin)
        }
        expectRefusal(.credentialTypeNotAllowed) {
            _ = try directory.source(issuing: CredentialType("urn:nl:blauweknop:brp:2"))
        }
        #expect(try directory.source(issuing: .bri).slug == "bri")
    }

    static let addresses = [
        "https://stadswonen.example:8443/v1/responses", "https://woonhaven.example/v1/responses",
        "https://woonhaven.example:8444/", "http://woonhaven.example:8443/",
        "https://woonhaven.example:8443@evil.example/",
        "https://evil.example/#https://woonhaven.example:8443/",
        "https://x@woonhaven.example:8443/", "https://woonhaven.example:8443/#x",
        "https://woonhaven.example.evil.example:8443/", "https://WOONHAVEN.example:8443/", "",
        "https://woonhaven.example:8443\\@evil.example/", "//woonhaven.example:8443/",
    ]

    @Test(arguments: addresses)
    func `an address elsewhere is not a recipient's`(address: String) throws {
        expectRefusal(.originNotAllowed) {
            try directory.recipients[0].allows(address: address)
        }
    }

    @Test func `an address at a listed origin is a recipient's`() throws {
        let recipient = directory.recipients[0]
        for path in ["", "/", "/v1/responses", "?x=1", "/a?b=c"] {
            #expect(throws: Never.self) {
                try recipient.allows(address: recipient.origins[0].text + path)
            }
        }
    }
}
