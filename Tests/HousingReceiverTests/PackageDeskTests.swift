import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import Sovereignty
import StrictJSON
import Testing
import Trust

@testable import HousingReceiver

struct PackageDeskTests {
    @Test func `a package is verified, kept and acknowledged`() async throws {
        let corporation = try await Corporation()
        let request = try await corporation.request(reference: "W-7")
        let applicant = try Applicant(corporation.world)
        let release = try applicant.release(to: request)
        let receipt = try await corporation.receive(release, of: applicant)
        try receipt.acknowledges(
            request: request.hash, consent: release.consent.hash,
            package: release.package.hash, registration: nil, by: request.recipient.oin)
        #expect(receipt.checks == PackageCheck.allCases.map(\.rawValue))

        let stored = try await corporation.archive.package(release.consent.id.text)
        #expect(stored.state == .confirmed && stored.receivedAt == corporation.clock.now)
        #expect(stored.retainedUntil.description == "2027-11-18T11:06:40Z")
        let claims = try await corporation.store.claims(of: release.consent.id)
        #expect(claims.map(\.name) == ["naam", "geboorte", "adres", "inkomen-2025"])
        #expect(claims[2].value.objectValue?["geheimhouding"] == true)
        #expect(claims[3].value.objectValue?["inOnderzoek"] == true)
    }

    @Test func `the identical package again gets the identical receipt`() async throws {
        let corporation = try await Corporation()
        let request = try await corporation.request()
        let applicant = try Applicant(corporation.world)
        let release = try applicant.release(to: request)
        let first = try await corporation.receive(release, of: applicant)
        corporation.clock.now = request.expires + 60
        let second = try await corporation.packages.receive(
            package: release.package.text, registration: "sealed anew, whatever it says")
        #expect(Array(second.receipt.utf8) == first.document.bytes())
        #expect(second.redirect == nil)
        #expect(try await corporation.store.packages(limit: 10).count == 1)
    }

    @Test func `without a timestamp of its receipt nothing of a package is kept`() async throws {
        let corporation = try await Corporation()
        let request = try await corporation.request()
        let applicant = try Applicant(corporation.world)
        let release = try applicant.release(to: request)
        corporation.timestamps.isSilent = true
        await #expect(throws: TimestampFailure(code: "unreachable")) {
            try await corporation.deliver(release, of: applicant)
        }
        #expect(try await corporation.store.packages(limit: 1).isEmpty)
        #expect(try await corporation.key(of: request) != nil)

        corporation.timestamps.isSilent = false
        let answer = try await corporation.deliver(release, of: applicant)
        let receipt = try Receipt.verify(
            Array(answer.receipt.utf8), trust: corporation.world.trust, at: corporation.clock.now)
        #expect(receipt.timestamp.time == corporation.clock.now)
    }

    /// What a service does to the timestamp of its registration.
    enum Stamp: CaseIterable {
        case stripped, foreign, ofOther, early, ahead, afterEnd

        var code: String {
            switch self {
            case .stripped: "timestamp-missing"
            case .foreign: "timestamp-untrusted"
            case .ofOther: "timestamp-mismatch"
            case .early: "timestamp-too-early"
            case .ahead: "issued-ahead"
            case .afterEnd: "expired"
            }
        }
    }

    @Test(arguments: Stamp.allCases)
    func `a registration with a wrong timestamp is refused`(stamp: Stamp) async throws {
        let corporation = try await Corporation()
        let world = corporation.world
        let request = try await corporation.request()
        let applicant = try Applicant(world)
        let release = try applicant.release(to: request)
        let sealed = try Registration.seal(
            consent: release.consent, package: release.package.hash,
            log: applicant.logged(release.consent), by: world.sealer("service"),
            storedAt: world.time)
        let message = DocumentTimestamp.message(of: sealed)
        func with(_ timestamp: Timestamp) -> FlattenedJWS {
            let value = JSONValue.string(Base64.encode(timestamp.token.der))
            return sealed.withUnprotected([
                "etsiU": [["sigTst": ["tstTokens": [["val": value]]]]]
            ])
        }
        let registration =
            switch stamp {
            case .stripped: sealed
            case .foreign:
                with(try ReleaseWorld(at: world.time).timestamp(over: message, at: world.time))
            case .ofOther: with(try world.timestamp(over: [1], at: world.time))
            case .early: with(try world.timestamp(over: message, at: world.time - 1))
            case .ahead: with(try world.timestamp(over: message, at: world.time + 61))
            case .afterEnd: with(try world.timestamp(over: message, at: request.expires))
            }
        // The last case is about a clock that runs ahead: for others the request has ended.
        if stamp == .afterEnd { corporation.clock.now = request.expires - 30 }
        let refusal = await code {
            _ = try await corporation.packages.receive(
                package: release.package.text,
                registration: String(decoding: registration.bytes(), as: UTF8.self))
        }
        #expect(refusal == stamp.code)
        #expect(try await corporation.store.packages(limit: 1).isEmpty)
    }

    @Test func `a package that comes days later is judged at its timestamp`() async throws {
        let corporation = try await Corporation()
        let applicant = try Applicant(corporation.world)
        let release = try applicant.release(to: try await corporation.request())
        let registration = try applicant.registration(of: release.consent, release.package)
        // By now the attestations have ended; lists and request are still current.
        corporation.clock.now = corporation.world.time + 10 * 86_400
        let answer = try await corporation.packages.receive(
            package: release.package.text, registration: registration)
        let receipt = try Receipt.verify(
            Array(answer.receipt.utf8), trust: corporation.world.trust, at: corporation.clock.now)
        #expect(receipt.timestamp.time == corporation.clock.now)
    }

    @Test func `the identical package many times at once is stored once`() async throws {
        let corporation = try await Corporation()
        let applicant = try Applicant(corporation.world)
        let release = try applicant.release(to: try await corporation.request())
        let registration = try applicant.registration(of: release.consent, release.package)
        let answers = try await withThrowingTaskGroup(of: PackageDesk.Answer.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await corporation.packages.receive(
                        package: release.package.text, registration: registration)
                }
            }
            return try await group.reduce(into: Set<PackageDesk.Answer>()) { $0.insert($1) }
        }
        #expect(answers.count == 1)
        #expect(try await corporation.store.packages(limit: 10).count == 1)
    }

    @Test func `another package for a used request is refused`() async throws {
        let corporation = try await Corporation()
        let request = try await corporation.request()
        let applicant = try Applicant(corporation.world)
        try await corporation.receive(try applicant.release(to: request), of: applicant)
        let again = try applicant.release(to: request)
        #expect(
            await code { try await corporation.receive(again, of: applicant) } == "request-used")
        #expect(try await corporation.store.packages(limit: 10).count == 1)
    }

    @Test func `of different packages at once one uses the request up`() async throws {
        let corporation = try await Corporation()
        let request = try await corporation.request()
        let refusals: Set<String> = ["request-used", "confirmation-refused"]
        let outcomes = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    await code {
                        let applicant = try Applicant(corporation.world)
                        let release = try applicant.release(to: request)
                        try await corporation.receive(release, of: applicant)
                    }
                }
            }
            return await group.reduce(into: [String?]()) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == nil }.count == 1)
        #expect(outcomes.compactMap { $0 }.filter { refusals.contains($0) }.count == 4)
        let states = try await corporation.store.packages(limit: 10).map(\.state)
        #expect(states.filter { $0 == .confirmed }.count == 1)
        #expect(states.allSatisfy { $0 == .confirmed || $0 == .unconfirmed })
    }

    @Test func `an altered package is refused`() async throws {
        let corporation = try await Corporation()
        let applicant = try Applicant(corporation.world)
        let release = try applicant.release(to: try await corporation.request())
        let registration = try applicant.registration(of: release.consent, release.package)
        var text = Array(release.package.text.utf8)
        text[text.count / 2] = text[text.count / 2] == 0x41 ? 0x42 : 0x41
        let altered = String(decoding: text, as: UTF8.self)
        let refusal = await code {
            _ = try await corporation.packages.receive(
                package: altered, registration: registration)
        }
        #expect(refusal == "decryption-failed")
    }

    @Test func `a package for another corporation is refused`() async throws {
        let ours = try await Corporation()
        let theirs = try await Corporation("stadswonen")
        let applicant = try Applicant(ours.world)
        let release = try applicant.release(to: try await theirs.request())
        #expect(
            await code { try await ours.receive(release, of: applicant) } == "package-mismatch")
        #expect(try await ours.store.packages(limit: 1).isEmpty)
    }

    @Test func `a package after the end of its request is refused`() async throws {
        let corporation = try await Corporation()
        let request = try await corporation.request()
        let applicant = try Applicant(corporation.world)
        let release = try applicant.release(to: request)
        corporation.clock.now = request.expires
        #expect(await code { try await corporation.receive(release, of: applicant) } == "expired")
        // And once the sweep has destroyed the key.
        _ = try await corporation.store.sweep(at: corporation.clock.now)
        #expect(try await corporation.key(of: request) == nil)
        #expect(await code { try await corporation.receive(release, of: applicant) } == "expired")
    }

    @Test(arguments: ["", "no package", "a.b.c", "a..b.c.d", "eyJ9..AAAA.AAAA.AAAA"])
    func `what is no package is refused`(_ text: String) async throws {
        let corporation = try await Corporation()
        let refusal = await code {
            _ = try await corporation.packages.receive(package: text, registration: "{}")
        }
        #expect(refusal == "malformed")
    }

    @Test func `a consent by an unknown directory is refused`() async throws {
        let corporation = try await Corporation()
        let request = try await corporation.request()
        let applicant = try Applicant(corporation.world)
        let other = try corporation.world.directory(version: 2)
        let release = try applicant.release(to: request, directory: other)
        #expect(
            await code { try await corporation.receive(release, of: applicant) }
                == "directory-unknown")
    }

    @Test func `what was disclosed is deleted when its retention ends`() async throws {
        let corporation = try await Corporation()
        let applicant = try Applicant(corporation.world)
        let request = try await corporation.request()
        let release = try applicant.release(to: request)
        try await corporation.receive(release, of: applicant)
        let id = release.consent.id
        let stored = try await corporation.archive.package(id.text)
        #expect(try await corporation.store.sweep(at: stored.retainedUntil - 1) == 0)
        #expect(try await corporation.store.sweep(at: stored.retainedUntil) == 1)
        #expect(try await corporation.store.claims(of: id).isEmpty)
        #expect(try await corporation.key(of: request) == nil)
        let swept = try await corporation.archive.package(id.text)
        #expect(swept.state == .expired && swept.package == nil)
        #expect(swept.receipt == stored.receipt)
    }

    @Test(arguments: [
        ("P1Y", "2027-11-18T11:06:40Z"), ("P6M", "2027-05-18T11:06:40Z"),
        ("P14D", "2026-12-02T11:06:40Z"), ("P2W", "2026-12-02T11:06:40Z"),
        ("P1Y2M3D", "2028-01-21T11:06:40Z"),
    ])
    func `a retention ends by the calendar`(_ duration: String, _ end: String) throws {
        #expect(
            try Retention.end(of: duration, from: ReleaseWorld.time).description == end)
    }

    @Test(arguments: ["", "P", "P0D", "PT12H", "P1YT1H", "1Y", "P99999999999999999999Y"])
    func `a retention that is none is refused`(_ duration: String) throws {
        #expect(throws: Refusal.self) {
            _ = try Retention.end(of: duration, from: ReleaseWorld.time)
        }
    }
}
