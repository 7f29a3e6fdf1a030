import BlueButton
import Foundation
import JOSE
import OpenSSL
import StrictJSON
import PartySetup
import ReleaseKit
import StrictJSON
import Testing
import TransparencyLog

@testable import DocumentCheck

struct DocumentChecksTests {
    private func failures(_ lines: [CheckLine]) -> [String] {
        lines.filter(\.isFailure).map(\.text)
    }

    @Test func `a whole folder verifies, and tells what it lacks`() throws {
        let folder = try DemoFolder()
        let lines = try DocumentChecks.run(paths: [folder.path])
        #expect(failures(lines) == [])
        let texts = lines.map(\.text)
        for check in PackageCheck.allCases where check != .disclosure {
            #expect(texts.contains("package.jwe: \(check.rawValue): ok"))
        }
        #expect(
            texts.contains(
                "package.jwe: disclosure: ok, naam, geboorte, adres, inkomen-2025"))
        for text in [
            "log.vkey: the directory's log key: ok",
            "checkpoint: the registration's checkpoint: ok",
            "consent.tlog-proof: the consent's entry is in the log: ok",
            "log-entry.json: the entry that was registered: ok",
            "receipt.json: saw the registration's checkpoint: ok",
        ] {
            #expect(texts.contains(text))
        }
        for name in ["overview.json", "registration.json", "receipt.json"] {
            #expect(texts.contains { $0.hasPrefix("\(name): timestamp: ok, by ") })
        }
        #expect(
            texts.contains { $0.hasPrefix("registration.json: time that counts: 2026-11-18T11") })
        #expect(!texts.contains { $0.contains("Roos") })
    }

    @Test func `with the request's key the package itself is opened`() throws {
        let folder = try DemoFolder()
        let lines = try DocumentChecks.run(paths: [folder.path], key: folder.keyPath)
        #expect(failures(lines) == [])
        #expect(
            lines.contains { $0.text == "response.json: what the package carries: ok" })
        try folder.remove("response.json")
        let without = try DocumentChecks.run(paths: [folder.path], key: folder.keyPath)
        #expect(failures(without) == [])
        #expect(without.contains { $0.text == "package.jwe: decryption: ok" })
        let neither = try DocumentChecks.run(paths: [folder.path])
        #expect(failures(neither) == [])
        #expect(
            neither.contains {
                $0.document == "package.jwe" && $0.verdict == .absent
            })
    }

    @Test(arguments: [
        "directory.jwt", "overview.json", "request.jwt", "package.jwe", "response.json",
        "consent.jwt", "registration.json", "receipt.json", "checkpoint", "consent.tlog-proof",
        "log-entry.json",
    ])
    func `a single document is checked on its own`(_ name: String) throws {
        let folder = try DemoFolder()
        let lines = try DocumentChecks.run(paths: ["\(folder.path)/\(name)"])
        #expect(failures(lines) == [])
        #expect(!lines.isEmpty)
    }

    @Test(arguments: [
        "directory.jwt", "overview.json", "request.jwt", "package.jwe", "response.json",
        "consent.jwt", "registration.json", "receipt.json", "checkpoint", "consent.tlog-proof",
        "log-entry.json",
    ])
    func `a document altered anywhere fails`(_ name: String) throws {
        let folder = try DemoFolder()
        let original = Array(folder.read(name).utf8)
        // AlterationTests tries more; here the request's key is at hand, which sees every bit.
        let places = [0, original.count / 3, original.count / 2, original.count - 2]
        for place in places {
            var altered = original
            altered[place] ^= 1
            try Data(altered).write(to: URL(fileURLWithPath: "\(folder.path)/\(name)"))
            let lines = try DocumentChecks.run(paths: [folder.path], key: folder.keyPath)
            #expect(!failures(lines).isEmpty, "expected a failure for byte \(place) of \(name)")
        }
    }

    @Test(arguments: [
        ["registration.json", "receipt.json"], ["registration.json", "request.jwt"],
        ["registration.json", "package.jwe"], ["consent.jwt", "receipt.json"],
        ["registration.json", "consent.jwt", "receipt.json"], ["package.jwe", "request.jwt"],
    ])
    func `of some documents of a release none goes unseen`(_ names: [String]) throws {
        let folder = try DemoFolder()
        let paths = names.map { "\(folder.path)/\($0)" }
        let lines = try DocumentChecks.run(paths: paths)
        #expect(failures(lines) == [])
        for name in names {
            let judged = lines.filter { $0.document == name && ($0.isFailure || $0.verdict == .ok) }
            #expect(!judged.isEmpty, "expected a word about \(name)")
        }
        let last = try #require(names.last)
        var altered = Array(folder.read(last).utf8)
        altered[altered.count / 2] ^= 1
        try Data(altered).write(to: URL(fileURLWithPath: "\(folder.path)/\(last)"))
        let after = try DocumentChecks.run(paths: paths, key: folder.keyPath)
        #expect(!failures(after).isEmpty)
    }

    @Test(arguments: [
        ("request.jwt", "consent-mismatch"), ("package.jwe", "registration-mismatch"),
        ("consent.jwt", "registration-mismatch"), ("receipt.json", "receipt-mismatch"),
        ("response.json", "package-mismatch"), ("checkpoint", "proof-length"),
        ("consent.tlog-proof", "inclusion-invalid"), ("log-entry.json", "log-entry-mismatch"),
    ])
    func `a document of another release fails`(_ name: String, _ code: String) throws {
        let folder = try DemoFolder()
        let other = try DemoFolder()
        try folder.write(name, other.read(name))
        let lines = try DocumentChecks.run(paths: [folder.path])
        #expect(failures(lines).contains { $0.contains("FAIL \(code):") })
    }

    @Test func `a registration that was stamped again after its receipt fails`() throws {
        let folder = try DemoFolder()
        let document = try JAdESDocument.parse(
            Array(folder.read("registration.json").utf8),
            maximumBytes: DocumentLimits.registration)
        try folder.write(
            "registration.json",
            folder.world.stamped(document, at: folder.world.time + 300))
        let lines = try DocumentChecks.run(paths: [folder.path])
        #expect(failures(lines).contains { $0.contains("FAIL timestamp-too-early:") })
    }

    @Test func `another log key in the trust folder fails`() throws {
        let folder = try DemoFolder()
        try folder.write(
            "trust/log.vkey",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n")
        let lines = try DocumentChecks.run(paths: [folder.path])
        #expect(failures(lines).contains { $0.contains("FAIL note-key-refused:") })
    }

    @Test func `a larger checkpoint takes the proof that it continues the registered one`() throws {
        let folder = try DemoFolder()
        let old = try folder.checkpoint()
        let (larger, hashes) = try folder.grownLog(from: old)
        try folder.write("checkpoint", larger.note)
        let without = try DocumentChecks.run(paths: [folder.path])
        #expect(failures(without).contains { $0.contains("FAIL proof-length:") })
        func proof(_ hashes: [MerkleHash]) -> String {
            JSONValue.object([
                "old": .integer(Int64(old.size)), "new": .integer(Int64(larger.size)),
                "proof": .array(hashes.map { .string($0.base64URL) }),
            ]).text
        }
        try folder.write("consistency-proof.json", proof(hashes))
        #expect(try failures(DocumentChecks.run(paths: [folder.path])) == [])
        try folder.write(
            "consistency-proof.json", proof(hashes.map { _ in .emptyRoot }))
        let forged = try DocumentChecks.run(paths: [folder.path])
        #expect(failures(forged).contains { $0.contains("-root-mismatch:") })
    }

    @Test func `a document in the place of another fails`() throws {
        let folder = try DemoFolder()
        try folder.write("overview.json", folder.read("receipt.json"))
        let lines = try DocumentChecks.run(paths: [folder.path])
        #expect(failures(lines).contains { $0.contains("overview.json: kind: FAIL type-mismatch") })
    }

    @Test(arguments: ["", "hello", "{}", "a.b.c", "%PDF-1.7", "{\"typ\":\"directory+jwt\"}"])
    func `a file that is not ours gets a clear word`(_ text: String) throws {
        let folder = try DemoFolder()
        try folder.write("letter.txt", text)
        let lines = try DocumentChecks.run(paths: ["\(folder.path)/letter.txt"])
        let told = try #require(failures(lines).first)
        #expect(told.contains("FAIL not-recognised: expected a document of the Blauwe Knop"))
    }

    @Test func `kinds are recognised by content, not by name`() throws {
        let folder = try DemoFolder()
        try folder.write("something.bin", folder.read("request.jwt") + "\n")
        let lines = try DocumentChecks.run(paths: ["\(folder.path)/something.bin"])
        #expect(failures(lines) == [])
        #expect(lines.contains { $0.text.contains("seal, terms, addresses and accreditation: ok") })
    }

    @Test func `the time that is asked for counts`() throws {
        let folder = try DemoFolder()
        let alone = "\(folder.path)/request.jwt"
        let later = folder.world.time + 400 * 86_400
        let lines = try DocumentChecks.run(paths: [alone], at: later)
        #expect(!failures(lines).isEmpty)
        let soon = try DocumentChecks.run(paths: [alone], at: folder.world.time + 60)
        #expect(failures(soon) == [])
        #expect(soon.contains { $0.text.hasSuffix("as asked") })
    }

    @Test(arguments: [1, 12, 40])
    func `what has a timestamp, and belongs to it, verifies years later`(years: Int64) throws {
        let folder = try DemoFolder()
        let later = folder.world.time + years * 366 * 86_400
        let lines = try DocumentChecks.run(paths: [folder.path], at: later)
        #expect(failures(lines) == [])
        for name in ["overview.json", "registration.json", "receipt.json"] {
            #expect(
                lines.contains {
                    $0.text.hasPrefix("\(name): timestamp: ok, by Tijdstempelautoriteit (mock)")
                })
        }
        #expect(
            lines.contains {
                $0.text == "registration.json: time that counts: "
                    + "\(folder.world.time), its timestamp"
            })
    }

    @Test(arguments: [
        ("overview.json", "overview.json: timestamp: absent"),
        ("registration.json", "registration.json: timestamp: FAIL timestamp-missing"),
        ("receipt.json", "receipt.json: timestamp: FAIL timestamp-missing"),
    ])
    func `a timestamp that was taken off is missed`(name: String, expected: String) throws {
        let folder = try DemoFolder()
        let jws = try FlattenedJWS(Array(folder.read(name).utf8), maximumBytes: 1 << 20)
        let bare: JSONObject = [
            "payload": .string(jws.payloadText), "protected": .string(jws.protectedText),
            "signature": .string(jws.signatureText),
        ]
        try folder.write(name, JSONValue.object(bare).text)
        let lines = try DocumentChecks.run(paths: [folder.path])
        #expect(lines.contains { $0.text.hasPrefix(expected) })
        #expect(failures(lines).isEmpty == (name == "overview.json"))
        let later = folder.world.time + 400 * 86_400
        #expect(try !failures(DocumentChecks.run(paths: [folder.path], at: later)).isEmpty)
    }

    @Test func `a timestamp of another document is found out`() throws {
        let folder = try DemoFolder()
        let jws = try FlattenedJWS(Array(folder.read("receipt.json").utf8), maximumBytes: 1 << 20)
        let other = try FlattenedJWS(
            Array(folder.read("registration.json").utf8), maximumBytes: 1 << 20)
        let header = try #require(other.unprotected)
        try folder.write(
            "receipt.json",
            String(decoding: jws.withUnprotected(header).bytes(), as: UTF8.self))
        let lines = try DocumentChecks.run(paths: [folder.path])
        #expect(failures(lines).contains { $0.contains("timestamp: FAIL timestamp-mismatch:") })
    }

    @Test func `without the anchor for time-stamping no timestamp is believed`() throws {
        let folder = try DemoFolder()
        for (name, code) in [
            ("trust/tsa.pem", "timestamp-untrusted"),
            ("trust/intermediates.pem", "timestamp-untrusted"),
        ] {
            let text = folder.read(name)
            try folder.remove(name)
            let lines = try DocumentChecks.run(paths: [folder.path])
            #expect(failures(lines).contains { $0.contains("FAIL \(code):") })
            try folder.write(name, text)
        }
    }

    @Test func `a withdrawal and its deletion receipt belong together`() throws {
        let folder = try DemoFolder()
        let text = try Withdrawal.sign(
            folder.release.consent, holderKey: folder.applicant.holderKey,
            at: folder.world.time + 10)
        let withdrawal = try Withdrawal.verify(
            text, trust: folder.world.trust, at: folder.world.time + 10)
        let receipt = try DeletionReceipt.seal(
            withdrawal, by: folder.world.sealer("woonhaven"), at: folder.world.time + 11)
        try folder.write("withdrawal.jwt", text)
        try folder.write("deletion-receipt.json", String(decoding: receipt.bytes(), as: UTF8.self))
        let lines = try DocumentChecks.run(paths: [folder.path])
        #expect(failures(lines) == [])
        #expect(lines.contains { $0.text == "withdrawal.jwt: ends the consent: ok" })
        let stranger = try Withdrawal.sign(
            folder.release.consent, holderKey: P256PrivateKey(), at: folder.world.time + 10)
        try folder.write("withdrawal.jwt", stranger)
        let after = failures(try DocumentChecks.run(paths: [folder.path]))
        #expect(after.contains { $0.contains("FAIL withdrawal-mismatch") })
    }

    @Test func `anchors decide, and without them nothing is checked`() throws {
        let folder = try DemoFolder()
        let (sources, recipients) = (
            folder.read("trust/sources.pem"), folder.read("trust/recipients.pem")
        )
        try folder.write("trust/recipients.pem", sources)
        let double = #expect(throws: SetupError.self) {
            _ = try DocumentChecks.run(paths: [folder.path])
        }
        #expect(double?.code == .settingInvalid)
        try folder.write("trust/sources.pem", recipients)
        let failures = failures(try DocumentChecks.run(paths: [folder.path]))
        #expect(failures.contains { $0.contains("request.jwt") && $0.contains("wrong-role") })
        try folder.remove("trust")
        let error = #expect(throws: SetupError.self) {
            _ = try DocumentChecks.run(paths: [folder.path])
        }
        #expect(error?.code == .settingMissing)
    }

    @Test func `what cannot be read is said`() throws {
        let folder = try DemoFolder()
        for run in [
            { try DocumentChecks.run(paths: ["/nowhere/at/all"]) },
            { try DocumentChecks.run(paths: [folder.path], trust: "/nowhere") },
            { try DocumentChecks.run(paths: [folder.path], key: "/nowhere") },
            { try DocumentChecks.run(paths: [folder.path], key: folder.path + "/README.md") },
        ] {
            #expect(throws: SetupError.self) { _ = try run() }
        }
    }

    @Test(arguments: [
        ("2026-11-23T03:31:41Z", Int64(1_795_404_701)), ("1795000000", 1_795_000_000),
    ])
    func `a time is read in two forms`(_ text: String, _ seconds: Int64) throws {
        #expect(try DocumentChecks.time(text).seconds == seconds)
    }

    @Test(arguments: ["", "yesterday", "-5", "2026-11-23", "2026-13-01T00:00:00Z"])
    func `what is no time is refused`(_ text: String) {
        #expect(throws: SetupError.self) { _ = try DocumentChecks.time(text) }
    }
}
