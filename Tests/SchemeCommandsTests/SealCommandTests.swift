import ArgumentParser
import BlueButton
import Foundation
import JOSE
import OpenSSL
import PartySetup
import SchemeAuthority
import TestPKI
import Testing
import Trust

@testable import SchemeCommands

@Suite struct SealCommandTests {
    private let office: Office

    init() throws {
        office = try Office()
    }

    private func refusal(_ command: SealCommand) -> SchemeError? {
        #expect(throws: SchemeError.self) { _ = try command.sealed(at: Office.now) }
    }

    @Test func `the project's plan becomes a directory that every program takes`() throws {
        let directory = try office.command().sealed(at: Office.now)
        let verified = try Directory.verify(
            directory.text, trust: office.pki.trust, at: Office.now)
        #expect(verified.version == Office.now.seconds)
        #expect(verified.expires == Office.now + Directory.longestLife)
        #expect(try verified.source(slug: "brp").endpoint == "https://brp.example")
        #expect(
            try verified.source(slug: "brp").encryptionKeys.map(\.key)
                == [office.pki.party("brp").key("encryption").publicKey])
        #expect(verified.revocationAddresses.contains("https://tsa.example/crl/scheme-root.crl"))
    }

    @Test func `the version follows that of the directory before`() throws {
        let before = try office.directory(version: 41)
        let next = try office.command(["--previous", before]).sealed(at: Office.now)
        #expect(next.version == 42)
    }

    @Test(arguments: [Int64(40), 41, 1])
    func `a version that is not higher is refused`(version: Int64) throws {
        let before = try office.directory(version: 41)
        let command = try office.command(["--previous", before, "--version", "\(version)"])
        #expect(refusal(command)?.code == .versionNotHigher)
    }

    @Test func `an address that nobody gave is refused by name`() throws {
        let error = refusal(try office.command(without: "woonhaven"))
        #expect(error?.code == .addressMissing)
        #expect(error?.message.contains("woonhaven") == true)
    }

    @Test func `an address of nobody is refused`() throws {
        let command = try office.command(["--address", "kadaster=https://kadaster.example"])
        let error = #expect(throws: SetupError.self) { _ = try command.sealed(at: Office.now) }
        #expect(error?.code == .settingInvalid)
    }

    @Test func `another party's seal is refused`() throws {
        let command = try office.command([
            "--key", "\(office.path)/woonhaven/seal.key",
            "--certificate", "\(office.path)/woonhaven/seal.pem",
        ])
        #expect(refusal(command)?.code == .authorityMismatch)
    }

    @Test func `a private key in the place of a public one is refused`() throws {
        try FileManager.default.removeItem(atPath: "\(office.path)/brp/encryption.jwk")
        _ = try office.write(
            try office.pki.party("brp").key("encryption").pem(), "brp/encryption.jwk")
        #expect(refusal(try office.command())?.code == .keyUnusable)
    }

    @Test func `a key file that is not there is refused by name`() throws {
        try FileManager.default.removeItem(atPath: "\(office.path)/service/log.jwk")
        let error = refusal(try office.command())
        #expect(error?.code == .keyUnusable)
        #expect(error?.message.contains("service/log.jwk") == true)
    }

    @Test func `PEM serves as well as JWK`() throws {
        let key = try office.pki.party("brp").key("encryption").publicKey
        let log = try #require(office.pki.party("service").logKey).publicKey
        _ = try office.write(
            PEM.encode(key.subjectPublicKeyInfo, label: "PUBLIC KEY"), "brp/encryption.jwk")
        let prefix: [UInt8] = [
            0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
        ]
        _ = try office.write(
            PEM.encode(prefix + log.rawRepresentation, label: "PUBLIC KEY"), "service/log.jwk")
        let directory = try office.command().sealed(at: Office.now)
        #expect(try directory.source(slug: "brp").encryptionKeys.map(\.key) == [key])
        #expect(directory.log.key == log.rawRepresentation)
    }

    @Test func `what verifiers refuse is not handed out`() throws {
        // Its own lists have ended by then: every program would say so.
        let late = Office.now + 31 * 86_400
        let ended = #expect(throws: Refusal.self) {
            _ = try office.command().sealed(at: late)
        }
        #expect(ended?.code.rawValue == "revocation-unknown")
        let authority = try #require(office.pki.authorities[.scheme])
        let lists = try authority.revocationLists(
            revoking: [office.pki.party("scheme").sealer().chain[0]], number: 2, days: 9,
            at: Office.now - 60)
        _ = try office.write(lists.map(\.pem).joined(), "trust/crls.pem")
        let revoked = #expect(throws: Refusal.self) {
            _ = try office.command().sealed(at: Office.now)
        }
        #expect(revoked?.code.rawValue == "certificate-revoked")
    }

    @Test func `a plan of its own can name everything itself`() throws {
        let plan = """
            {"life_days": 7, "crls": ["https://lists.example/scheme.crl"],
             "log": {"origin": "log.example/1", "key": "service/log.jwk"},
             "identity_provider": {"issuer": "https://login.example", "keys": ["digid/signing.jwk"]},
             "service": {"oin": "00000099000000000020", "name": "Dienst", "slug": "dienst",
                         "endpoint": "https://dienst.example"},
             "sources": [{"oin": "00000099000000000101", "name": "RvIG", "slug": "brp",
                          "operator": "00000099000000000101", "endpoint": "https://brp.example",
                          "encryption_keys": ["brp/encryption.jwk"],
                          "vcts": ["urn:nl:blauweknop:brp:1"], "categories": ["persoon"]}],
             "recipients": [{"oin": "00000099000000000201", "name": "Woonhaven",
                             "slug": "woonhaven", "bsn": false, "purposes": {},
                             "origins": ["https://a.example", "https://b.example"]}]}
            """
        let file = try office.write(plan, "plan.json")
        let command = try SealCommand.parse([
            "--from", file, "--key", "\(office.path)/scheme/seal.key",
            "--certificate", "\(office.path)/scheme/seal.pem", "--trust", "\(office.path)/trust",
            "--out", "\(office.path)/directory.jwt",
        ])
        let directory = try command.sealed(at: Office.now)
        #expect(directory.recipients[0].origins.count == 2)
        #expect(directory.expires == Office.now + 7 * 86_400)
        #expect(directory.revocationAddresses == ["https://lists.example/scheme.crl"])
    }
}
