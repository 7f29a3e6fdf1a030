import ArgumentParser
import Foundation
import Logging
import MockPersons
import OpenSSL
import StrictJSON
import TestKit
import Testing
import Transport
import Trust

@testable import RegistriesMock

@Suite struct CommandTests {
    /// A folder of its own with the files that a configuration names.
    private static func folder() throws -> String {
        let parties = try Parties.shared.get()
        let name = Base32.random()
        let path = FileManager.default.temporaryDirectory.path + "/mocks-\(name)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        let lists = try parties.authority.revocationList(
            revoking: [], number: 1, thisUpdate: UnixTime(seconds: 1_650_000_000),
            nextUpdate: UnixTime(seconds: 2_100_000_000))
        let files = [
            "tls.pem": parties.registryPEM.chain, "tls.key": parties.registryPEM.key,
            "anchor.pem": parties.authority.certificate.pem, "crls.pem": lists.pem,
            "signing.key": try P256PrivateKey().pem(),
        ]
        for (name, text) in files {
            try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
        }
        try FileManager.default.copyItem(
            atPath: Project.root + "/registries-mock/data/organisations.json",
            toPath: path + "/organisations.json")
        return path
    }

    private enum Base32 {
        static func random() -> String {
            String((0..<16).map { _ in "abcdefghijklmnop".randomElement() ?? "a" })
        }
    }

    private static let whole = #"""
        {"trust": {"anchors": "anchor.pem", "revocation_lists": "crls.pem"},
         "brp": {"port": 0, "certificate": "tls.pem", "key": "tls.key", "clients": ["00000099000000002000"]},
         "bri": {"host": "127.0.0.1", "port": 0, "certificate": "tls.pem", "key": "tls.key"},
         "digid": {"port": 0, "certificate": "tls.pem", "key": "tls.key", "signing_key": "signing.key",
                   "issuer": "https://localhost:8443", "service_resource": "https://service.example",
                   "clients": [{"id": "blauweknop", "redirect_uris": ["http://127.0.0.1/callback"]}]},
         "registers": {"port": 0, "certificate": "tls.pem", "key": "tls.key",
                       "organisations": "organisations.json"},
         "control": {"port": 0}}
        """#

    private func read(_ text: String, mocks: Set<MockName>? = nil) throws -> ServeConfiguration {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try text.write(toFile: folder + "/mocks.json", atomically: true, encoding: .utf8)
        return try ServeConfiguration(file: folder + "/mocks.json", mocks: mocks)
    }

    @Test func `a configuration names the mocks that run`() throws {
        let all = try read(Self.whole).landscape
        #expect(all.brp != nil && all.bri != nil && all.digid != nil && all.control != nil)
        #expect(all.digid?.digid.requiresNonce == true)
        let one = try read(Self.whole, mocks: [.bri]).landscape
        #expect(one.brp == nil && one.bri != nil && one.digid == nil)
    }

    @Test func `a configuration runs`() async throws {
        let landscape = try read(Self.whole).mocks(
            root: Project.root, logger: LogBook().logger
        ) { _, _ in }
        let parties = try Parties.shared.get()
        let gateway = try OrganisationClient(identity: parties.gateway)
        let (status, documents) = try await ServerGroup.whileRunning(
            landscape.servers, others: [gateway], logger: LogBook().logger
        ) { ports in
            let bri = "https://localhost:\(ports[1])/bri/v1"
            let refused = try await gateway.post(
                bri + "/inkomens", headers: [], body: Array("{}".utf8), peer: parties.decision,
                maximumBytes: 4096, deadline: RunningMocks.soon)
            var documents: [HTTPReply] = []
            let brp = "https://localhost:\(ports[0])/haalcentraal/api/brp"
            let registers = "https://localhost:\(ports[2])/registers/v1"
            for interface in [brp, bri, registers] {
                documents.append(
                    try await gateway.get(
                        interface + "/openapi.json", peer: parties.decision,
                        maximumBytes: 1 << 20, deadline: RunningMocks.soon))
            }
            return (refused.status, documents)
        }
        #expect(status == 400)
        for (document, version) in zip(documents, ["2.7.0", "1.0.0", "1.0.0"]) {
            #expect(document.status == 200 && document.headers["api-version"] == version)
            let described = JSONReader(try JSONValue.parse(document.body, maximumBytes: 1 << 20))
            let named = try described.object("info").string("version")
            #expect(named == version)
        }
    }

    @Test(arguments: [
        ("", "x"), ("\"control\": {\"port\": 0}", "\"control\": {\"port\": 65536}"),
        ("\"control\": {\"port\": 0}", "\"control\": {}"), ("\"brp\"", "\"kvk\""),
        ("\"tls.pem\"", "\"absent.pem\""), ("\"tls.key\"", "\"tls.pem\""),
        ("\"anchor.pem\"", "\"absent.pem\""), ("\"crls.pem\"", "\"anchor.key\""),
        ("\"signing.key\"", "\"anchor.pem\""), ("\"service_resource\"", "\"service\""),
        ("\"redirect_uris\"", "\"redirects\""), ("\"trust\"", "\"trusts\""),
        ("\"host\": \"127.0.0.1\"", "\"host\": 1"), ("\"port\": 0", "\"port\": \"0\""),
    ]) func `a configuration that is none is refused`(old: String, new: String) throws {
        let text = old.isEmpty ? new : Self.whole.replacing(old, with: new)
        #expect(throws: (any Error).self) { try read(text) }
    }

    @Test func `a mock that the configuration has not is refused`() throws {
        let text = Self.whole.replacing("\"bri\"", with: "\"digid2\"")
        #expect(throws: (any Error).self) { try read(text, mocks: [.bri]) }
        #expect(throws: (any Error).self) { try ServeConfiguration(file: "/nowhere.json") }
    }

    @Test func `a registry asks for trust`() throws {
        let text = Self.whole.replacing(
            #""trust": {"anchors": "anchor.pem", "revocation_lists": "crls.pem"},"#, with: "")
        let error = #expect(throws: ServeConfiguration.Refusal.self) { try read(text) }
        #expect(error?.description.contains("trust") == true)
    }

    @Test func `an organisation that is not on the list is not let in`() throws {
        let parties = try Parties.shared.get()
        let trust = TrustStore(
            anchors: [.tls: [parties.authority.certificate]],
            revocationLists: [
                try parties.authority.revocationList(
                    revoking: [], number: 1, thisUpdate: UnixTime(seconds: 1_650_000_000),
                    nextUpdate: UnixTime(seconds: 2_100_000_000))
            ])
        let chain = [parties.gatewayCertificate]
        let anyone = try ClientDecision(trust: trust, allowed: nil).decide(chain)
        #expect(anyone.oin == Parties.gatewayOIN)
        let listed = try ClientDecision(trust: trust, allowed: [Parties.gatewayOIN]).decide(chain)
        #expect(listed.oin == Parties.gatewayOIN)
        #expect(throws: ClientDecision.NotAllowed.self) {
            try ClientDecision(trust: trust, allowed: ["00000099000000009999"]).decide(chain)
        }
        #expect(throws: TrustError.self) {
            try ClientDecision(trust: trust.with(revocationLists: []), allowed: nil).decide(chain)
        }
    }

    @Test func `the commands read their arguments`() throws {
        let serve = try MockCommand.parseAsRoot(["serve", "brp", "--config", "x.json"])
        #expect((serve as? ServeCommand)?.mocks == ["brp"])
        let read = try MockCommand.parseAsRoot(["import", "x.csv", "--json"])
        #expect((read as? ImportCommand)?.json == true)
    }

    @Test(arguments: [
        ["serve"], ["serve", "kvk", "--config", "x"], ["import"], ["import", "a", "b"], ["other"],
    ]) func `arguments that are none are refused`(arguments: [String]) {
        #expect(throws: (any Error).self) { try MockCommand.parseAsRoot(arguments) }
    }

    @Test func `a report says what an import found, line by line`() throws {
        let read = try PersonListImport.read(
            Array(";01.01.20;01.02.40;01.03.10;01.H\nP1;;Proef;1980;\n".utf8))
        let lines = ImportReport.text(read).split(separator: "\n")
        #expect(lines.first == "1 persons in 1 rows, 2 irregularities")
        #expect(lines.count == 3)
        #expect(lines.contains { $0.hasPrefix("line 2: bsn-missing: ") })
    }
}
