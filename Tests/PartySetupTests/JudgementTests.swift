import ArgumentParser
import BlueButton
import HTTPTypes
import OpenSSL
import PartySetup
import ReleaseKit
import Sovereignty
import TestPKI
import Testing
import Transport
import Trust

/// Who may connect, and how errors end.
struct JudgementTests {
    let world: ReleaseWorld

    init() throws { world = try ReleaseWorld.shared.get() }

    private func judge(_ chain: [Certificate], _ oins: Set<String>, at time: UnixTime? = nil) throws
        -> PeerIdentity
    {
        let (trust, time) = (world.trust, time ?? world.time)
        return try PeerJudgement.clients(oins, trust: { trust }, now: { time })(chain)
    }

    private func chain(_ slug: String, of pki: GeneratedPKI? = nil) throws -> [Certificate] {
        try #require((pki ?? world.pki).party(slug).tls).chain
    }

    @Test func `an organisation of the list comes in under its number`() throws {
        let peer = try judge(
            chain("service"), ["00000099000000000020", "00000099000000000101"])
        #expect(peer.oin == "00000099000000000020")
    }

    @Test func `everyone else stays out`() throws {
        let service: Set<String> = ["00000099000000000020"]
        let foreign = try ReleaseWorld(at: world.time).pki
        let seal = try #require(world.pki.party("service").seal).chain
        let alone = Array(try chain("service").prefix(1))
        let (ours, end) = (try chain("service"), world.time + 120 * 86_400)
        #expect(throws: TrustError.self) { try judge(chain("woonhaven"), service) }
        #expect(throws: TrustError.self) { try judge(chain("service", of: foreign), service) }
        #expect(throws: TrustError.self) { try judge(seal, service) }
        #expect(throws: TrustError.self) { try judge(alone, service) }
        #expect(throws: TrustError.self) { try judge([], service) }
        #expect(throws: TrustError.self) { try judge(chain("service"), []) }
        #expect(throws: TrustError.self) { try judge(ours, service, at: end) }
    }

    @Test(
        arguments: [
            (SetupError(.settingMissing, "expected a setting"), 2),
            (Refusal(.malformed, "expected a directory"), 2),
            (TrustError(.untrusted, "expected a chain"), 2),
            (StoreError(.locked, "expected a folder"), 1),
            (TransportError(.unreachable, "expected a server"), 1), (CancellationError(), 1),
            (ExitCode(7), 7),
        ] as [(any Error, Int32)])
    func `an error ends a program with a code that scripts can rely on`(
        error: any Error, code: Int32
    ) async {
        let exit = await #expect(throws: ExitCode.self) {
            try await ProgramRun.orExplain("test") { throw error }
        }
        #expect(exit?.rawValue == code)
    }

    @Test(arguments: [
        (Refusal.Code.malformed, 400), (.tooLarge, 413), (.tokenRefused, 401),
        (.tokenExpired, 401), (.tokenKeyMismatch, 401), (.proofRefused, 401),
        (.proofReplayed, 401), (.assuranceTooLow, 403), (.bsnNotAllowed, 403),
        (.claimsNotAccredited, 403), (.consentUnknown, 404), (.requestUnknown, 404),
        (.directoryUnknown, 404), (.sourceUnknown, 404), (.requestUsed, 409),
        (.consentWithdrawn, 409), (.mandateReused, 409), (.rateExceeded, 429),
        (.mandateMismatch, 422), (.signatureInvalid, 422), (.expired, 422),
        (Refusal.Code(rawValue: "new"), 422),
    ])
    func `a refusal keeps its code and has a status`(code: Refusal.Code, status: Int) {
        let problem = RefusalProblem.problem(Refusal(code, "expected something else"))
        #expect(problem.status.code == status && problem.code == code.rawValue)
        #expect(problem.detail == "expected something else")
    }
}
