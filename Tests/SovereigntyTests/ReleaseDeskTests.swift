import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import Sovereignty
import Testing

struct ReleaseDeskTests {
    @Test func `a release that fits is stored and waits for delivery`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.composed()
        let stored = try await rig.take(composed)
        #expect(stored.consentID == composed.id && stored.state == .registered)
        #expect(stored.recipientName == "Woonstichting De Woonhaven (test)")
        #expect(stored.expires == composed.request.expires)
        // A year at the recipient, and five years more.
        #expect(stored.keptUntil == composed.request.expires + 366 * 86_400 + 1826 * 86_400)
        #expect(try await rig.due() == [composed.id])
    }

    @Test func `the identical release again is the same one`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        rig.clock.now = rig.clock.now + 100
        let again = try await rig.take(composed)
        #expect(again.storedAt == ReleaseWorld.time)
        #expect(try await rig.due().count == 1)
    }

    // MARK: Releases that are refused

    @Test func `another package for the same consent is a conflict`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        let other = try composed.applicant.release(to: composed.request).package
        let error = await #expect(throws: StoreError.self) {
            try await rig.desk.take(
                request: composed.request.text, consent: composed.release.consent.text,
                package: other.text, subject: ServiceRig.subject, directory: rig.world.directory)
        }
        #expect(error?.code == .conflict)
    }

    @Test func `a holder key of no mandate is refused`() async throws {
        let rig = try ServiceRig()
        let (request, key) = try rig.world.request()
        let applicant = try Applicant(rig.world)
        let composed = Composed(
            world: rig.world, request: request, requestKey: key, applicant: applicant,
            release: try applicant.release(to: request))
        await refuses(.consentMismatch) { try await rig.take(composed) }
        #expect(try await rig.due().isEmpty)
    }

    @Test func `a holder key of another citizen's mandate is refused`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.composed(subject: "someone-else-at-the-service")
        await refuses(.consentMismatch) { try await rig.take(composed) }
    }

    @Test func `a holder key of long ago is refused`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.composed()
        let (request, _) = try rig.world.request(life: 10 * 86_400)
        let release = try composed.applicant.release(to: request)
        rig.clock.now = rig.clock.now + 86_400
        await refuses(.consentMismatch) {
            try await rig.desk.take(
                request: request.text, consent: release.consent.text,
                package: release.package.text, subject: ServiceRig.subject,
                directory: rig.world.directory)
        }
    }

    @Test func `a consent to another request is refused`() async throws {
        let rig = try ServiceRig()
        let (mine, other) = (try await rig.composed(), try await rig.composed())
        await refuses(.consentMismatch) {
            try await rig.desk.take(
                request: mine.request.text, consent: other.release.consent.text,
                package: mine.release.package.text, subject: ServiceRig.subject,
                directory: rig.world.directory)
        }
    }

    @Test func `a package for another request is refused`() async throws {
        let rig = try ServiceRig()
        let (mine, other) = (try await rig.composed(), try await rig.composed())
        await refuses(.packageMismatch) {
            try await rig.desk.take(
                request: mine.request.text, consent: mine.release.consent.text,
                package: other.release.package.text, subject: ServiceRig.subject,
                directory: rig.world.directory)
        }
    }

    @Test func `a consent that names another directory is refused`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.composed()
        let other = try rig.world.directory(version: 2)
        await refuses(.consentMismatch) { try await rig.take(composed, directory: other) }
    }

    @Test func `a request that has ended is refused`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.composed()
        rig.clock.now = composed.request.expires
        await refuses(.expired) { try await rig.take(composed) }
    }

    enum Damage: CaseIterable {
        case garbage, empty, falseSignature, tooLong

        var code: Refusal.Code {
            switch self {
            case .garbage, .empty: .malformed
            case .falseSignature: .signatureInvalid
            case .tooLong: .tooLarge
            }
        }

        func done(to text: String) -> String {
            switch self {
            case .garbage: return "not one of ours"
            case .empty: return ""
            case .falseSignature:
                let head = text.prefix(text.count - 86)
                return head + (text.dropFirst(head.count).first == "A" ? "B" : "A")
                    + text.suffix(85)
            case .tooLong: return String(repeating: "a", count: 600_000)
            }
        }
    }

    @Test(arguments: ["request", "consent", "package"], Damage.allCases)
    func `a part that is damaged is refused`(part: String, damage: Damage) async throws {
        // The service cannot see damage inside what it cannot read.
        if part == "package", damage == .falseSignature { return }
        let rig = try ServiceRig()
        let composed = try await rig.composed()
        let (request, release) = (composed.request, composed.release)
        func text(_ name: String, _ text: String) -> String {
            name == part ? damage.done(to: text) : text
        }
        await refuses(damage.code) {
            try await rig.desk.take(
                request: text("request", request.text),
                consent: text("consent", release.consent.text),
                package: text("package", release.package.text), subject: ServiceRig.subject,
                directory: rig.world.directory)
        }
        #expect(try await rig.due().isEmpty)
    }

    // MARK: Withdrawals

    @Test func `a withdrawal before delivery stops the release`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        let text = try Withdrawal.sign(
            composed.release.consent, holderKey: composed.applicant.holderKey, at: rig.clock.now)
        let state = try await rig.desk.withdraw(
            text, consent: composed.id, subject: ServiceRig.subject,
            directory: rig.world.directory)
        #expect(state == .stopped)
        #expect(try await rig.stored(composed).package == nil)
    }

    @Test func `from another device the service seals the withdrawal`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        for _ in 0..<2 {
            let state = try await rig.desk.withdraw(
                nil, consent: composed.id, subject: ServiceRig.subject,
                directory: rig.world.directory)
            #expect(state == .stopped)
        }
    }

    @Test func `after a start the answer is that it is forwarded, and then what came of it`()
        async throws
    {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        let delivery = ScriptedDelivery(
            forwarding: { forwarded, _ throws(DeliveryFailure) in
                guard let receipt = try? composed.deletionReceipt(forwarded.withdrawal) else {
                    throw .passing
                }
                return .deleted(receipt: receipt)
            },
            { sent, _ throws(DeliveryFailure) in try ScriptedDelivery.answer(composed, sent) })
        let outbox = try rig.outbox(delivery)
        _ = await outbox.workOnce()
        #expect(try await rig.withdraw(composed) == .forwarded)
        _ = await outbox.workOnce()
        #expect(try await rig.withdraw(composed) == .deleted)
    }

    @Test func `someone else's consent is unknown`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        await refuses(.consentUnknown) {
            try await rig.desk.withdraw(
                nil, consent: composed.id, subject: "someone-else", directory: rig.world.directory)
        }
        await refuses(.consentUnknown) {
            try await rig.desk.withdraw(
                nil, consent: DocumentID(), subject: ServiceRig.subject,
                directory: rig.world.directory)
        }
        #expect(try await rig.stored(composed).state == .registered)
    }

    @Test func `a withdrawal by another key, or of another consent, changes nothing`()
        async throws
    {
        let rig = try ServiceRig()
        let (mine, other) = (try await rig.taken(), try await rig.taken())
        let stolen = try Withdrawal.sign(
            mine.release.consent, holderKey: other.applicant.holderKey, at: rig.clock.now)
        let misplaced = try Withdrawal.sign(
            other.release.consent, holderKey: other.applicant.holderKey, at: rig.clock.now)
        for text in [stolen, misplaced] {
            await refuses(.withdrawalMismatch) {
                try await rig.desk.withdraw(
                    text, consent: mine.id, subject: ServiceRig.subject,
                    directory: rig.world.directory)
            }
        }
        #expect(try await rig.stored(mine).state == .registered)
    }

    @Test func `a withdrawal under a recipient's seal is refused`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        let text = try Withdrawal.seal(
            consentID: composed.id, consent: composed.release.consent.hash,
            by: rig.world.sealer("woonhaven"), at: rig.clock.now)
        let refusal = await #expect(throws: Refusal.self) {
            try await rig.desk.withdraw(
                text, consent: composed.id, subject: ServiceRig.subject,
                directory: rig.world.directory)
        }
        #expect(refusal?.code.rawValue == "wrong-role")
        #expect(try await rig.stored(composed).state == .registered)
    }

    private func refuses<Value>(
        _ code: Refusal.Code, _ body: () async throws -> Value,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        let refusal = await #expect(throws: Refusal.self, sourceLocation: sourceLocation) {
            _ = try await body()
        }
        #expect(refusal?.code == code, sourceLocation: sourceLocation)
    }
}
