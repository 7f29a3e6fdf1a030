import BlueButton
import OpenSSL
import SchemeAuthority
import TestPKI
import Testing
import Trust

@Suite struct DirectoryPlanTests {
    private let pki: GeneratedPKI
    private let now = Described.now

    init() throws {
        pki = try Described.pki.get()
    }

    private func sealed(_ json: [UInt8]) throws -> String {
        try DirectoryPlan(json: json).sealed(
            pki: pki, addresses: Described.addresses(), version: 7, at: now)
    }

    @Test func `the project's directory is sealed and verifies`() throws {
        let text = try sealed(Described.bytes("directory.json"))
        let directory = try Directory.verify(text, trust: pki.trust, at: now)
        #expect(directory.version == 7)
        #expect(directory.expires == now + 30 * 86_400)
        #expect(directory.sources.map(\.slug) == ["brp", "bri"])
        #expect(directory.log.key == (try pki.party("service").logKey?.publicKey.rawRepresentation))
        #expect(directory.recipients.allSatisfy { !$0.hasBSNRight })
        #expect(directory.revocationAddresses.count == pki.listFiles.count)
        for (name, _) in pki.listFiles {
            #expect(directory.revocationAddresses.contains("https://tsa.example:8443/crl/\(name)"))
        }
    }

    @Test func `a party without an address is refused`() throws {
        let plan = try DirectoryPlan(json: Described.bytes("directory.json"))
        for slug in try plan.addressedParties() {
            var addresses = try Described.addresses()
            addresses[slug] = nil
            expectRefusal(.addressMissing) {
                _ = try plan.sealed(pki: pki, addresses: addresses, version: 1, at: now)
            }
        }
    }

    @Test(arguments: ["http://woonhaven.example", "https://woonhaven.example/", "woonhaven", ""])
    func `a recipient's address is an origin`(address: String) throws {
        let plan = try DirectoryPlan(json: Described.bytes("directory.json"))
        var addresses = try Described.addresses()
        addresses["woonhaven"] = address
        expectRefusal(.planMalformed) {
            _ = try plan.sealed(pki: pki, addresses: addresses, version: 1, at: now)
        }
    }

    static let changes: [(String, String, SchemeError.Code)] = [
        ("\"party\": \"brp\"", "\"party\": \"rvo\"", .partyUnknown),
        ("\"operator\": \"bri\"", "\"operator\": \"rvo\"", .partyUnknown),
        ("bri/encryption.jwk", "bri/signing.jwk", .keyUnusable),
        ("[\"bri/encryption.jwk\"]", "[]", .planMalformed),
        ("digid/signing.jwk", "brp/signing.jwk", .keyUnusable),
        ("service/log.jwk", "digid/signing.jwk", .keyUnusable),
        ("digid/signing.jwk", "service/log.jwk", .keyUnusable),
        ("/crl/tls.crl", "/crl/tls.crl#", .planMalformed),
        ("\"crls\"", "\"lists\"", .planMalformed),
        ("\"life_days\": 30", "\"life_days\": 31", .planMalformed),
        ("\"life_days\": 30", "\"life_days\": 0", .planMalformed),
        ("\"party\": \"brp\", ", "\"party\": \"brp\", \"name\": \"BRP\", ", .planMalformed),
        ("\"authority\": \"scheme\"", "\"authority\": 1", .planMalformed),
        ("\"life_days\": 30", "\"life_days\": \"30\"", .planMalformed),
        ("\"sources\"", "\"registers\"", .planMalformed),
        ("\"categories\": [\"inkomen\"]", "\"categories\": \"inkomen\"", .planMalformed),
        ("\"bsn\": false", "\"bsn\": 0", .planMalformed),
    ]

    @Test(arguments: changes)
    func `a plan that does not fit is refused`(
        old: String, new: String, code: SchemeError.Code
    ) throws {
        let json = try Described.changed("directory.json", old, new)
        expectRefusal(code) { _ = try sealed(json) }
    }

    @Test func `what is no JSON is refused`() {
        expectRefusal(.planMalformed) { _ = try DirectoryPlan(json: [0x7B]) }
    }
}
