import BlueButton
import OpenSSL
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
    }

    @Test func `a party without an address is refused`() throws {
        let plan = try DirectoryPlan(json: Described.bytes("directory.json"))
        for slug in try plan.addressedParties() {
            var addresses = try Described.addresses()
            addresses[slug] = nil
            expectRefusal(.partyUnknown) {
                _ = try plan.sealed(pki: pki, addresses: addresses, version: 1, at: now)
            }
        }
    }

    @Test(arguments: ["http://woonhaven.example", "https://woonhaven.example/", "woonhaven", ""])
    func `a recipient's address is an origin`(address: String) throws {
        let plan = try DirectoryPlan(json: Described.bytes("directory.json"))
        var addresses = try Described.addresses()
        addresses["woonhaven"] = address
        expectRefusal(.descriptionMalformed) {
            _ = try plan.sealed(pki: pki, addresses: addresses, version: 1, at: now)
        }
    }

    static let changes: [(String, String, TestPKIError.Code)] = [
        ("\"party\": \"brp\"", "\"party\": \"rvo\"", .partyUnknown),
        ("\"operator\": \"bri\"", "\"operator\": \"rvo\"", .partyUnknown),
        ("\"party\": \"bri\", \"operator\"", "\"party\": \"digid\", \"operator\"", .keyUnknown),
        (
            "\"identity_provider\": { \"party\": \"digid\" }",
            "\"identity_provider\": { \"party\": \"brp\" }", .keyUnknown
        ),
        ("2026\", \"party\": \"service\"", "2026\", \"party\": \"brp\"", .keyUnknown),
        ("\"authority\": \"scheme\"", "\"authority\": \"digid\"", .keyUnknown),
        ("\"authority\": \"scheme\"", "\"authority\": 1", .descriptionMalformed),
        ("\"life_days\": 30", "\"life_days\": \"30\"", .descriptionMalformed),
        ("\"sources\"", "\"registers\"", .descriptionMalformed),
        ("\"categories\": [\"inkomen\"]", "\"categories\": \"inkomen\"", .descriptionMalformed),
        ("\"bsn\": false", "\"bsn\": 0", .descriptionMalformed),
    ]

    @Test(arguments: changes)
    func `a plan that does not fit is refused`(
        old: String, new: String, code: TestPKIError.Code
    ) throws {
        let json = try Described.changed("directory.json", old, new)
        expectRefusal(code) { _ = try sealed(json) }
    }

    @Test func `what is no JSON is refused`() {
        expectRefusal(.descriptionMalformed) { _ = try DirectoryPlan(json: [0x7B]) }
    }
}
