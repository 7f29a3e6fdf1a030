import BlueButton
import JOSE
import OpenSSL
import StrictJSON
import Testing
import Transport
import Trust

@testable import CitizenCommands

/// What the attacker can say and do after a release: false receipts, a false list, a withdrawal.
@Suite(.serialized) struct AftermathTests {
    @Test(arguments: [
        ("service", "wrong-role"), ("stadswonen", "organisation-mismatch"),
        ("woonhaven", "receipt-mismatch"),
    ])
    func `a false receipt is refused`(_ party: String, _ expected: String) async throws {
        try await Scene.play { scene in
            let sealer = try scene.keys.sealer(party)
            scene.service.turn {
                $0.receipt = { submission, _ in
                    try Self.receipt(of: submission, by: sealer, scene.keys)
                }
            }
            let citizen = try await scene.citizen()
            let choice = try await scene.choice(of: citizen)
            let release = try citizen.compose(choice, granted: ["persoon", "inkomen"])
            try await citizen.submit(release, of: choice)
            let refusal = await code {
                _ = try await citizen.outcome(
                    of: release, to: choice.request, within: .seconds(5))
            }
            #expect(refusal == expected)
        }
    }

    @Test func `a delivery without a receipt is not believed`() async throws {
        try await Scene.play { scene in
            scene.service.turn { $0.receipt = { _, _ in nil } }
            let citizen = try await scene.citizen()
            let choice = try await scene.choice(of: citizen)
            let release = try citizen.compose(choice, granted: ["persoon", "inkomen"])
            try await citizen.submit(release, of: choice)
            let refusal = await code {
                _ = try await citizen.outcome(
                    of: release, to: choice.request, within: .seconds(5))
            }
            #expect(refusal == "receipt-mismatch")
        }
    }

    @Test func `a recipient cannot be renamed in the list of consents`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            let choice = try await scene.choice(of: citizen)
            try await citizen.submit(
                try citizen.compose(choice, granted: ["persoon", "inkomen"]), of: choice)
            scene.service.turn { $0.recipientName = "Stadswonen (test)" }
            let listed = try await citizen.consents()
            #expect(
                listed.map(\.recipientName.text) == ["Woonstichting De Woonhaven (test)"])
        }
    }

    /// What the service may do: a citizen without the device must be able to, through it. It can
    /// destroy a release so, not make or read one.
    @Test func `the service can withdraw a consent, and nothing comes of its package any more`()
        async throws
    {
        try await Scene.play { scene in
            let one = try await scene.release()
            let first = try await scene.keys.deliver(one.package.text, one.registration)
            #expect(first.status == 200)
            let withdrawal = try Withdrawal.seal(
                consentID: one.consent.id, consent: one.consent.hash, by: scene.service.sealer,
                at: .now())
            let reply = try await scene.withdraw(withdrawal)
            #expect(reply.status == 200)
            let receipt = try DeletionReceipt.verify(
                reply.body, trust: scene.keys.trust, at: .now())
            #expect(receipt.consent == one.consent.hash)
            let again = try await scene.keys.deliver(one.package.text, one.registration)
            #expect(again.code == "consent-withdrawn")
        }
    }

    @Test func `the service cannot keep a citizen's own withdrawal from the recipient`()
        async throws
    {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            let choice = try await scene.choice(of: citizen)
            let release = try citizen.compose(choice, granted: ["persoon", "inkomen"])
            try await citizen.submit(release, of: choice)
            scene.service.turn {
                $0.directory = { _ in throw Problem.malformed("expected nothing") }
            }
            // The service has no address for withdrawals at all.
            let outcome = try await citizen.withdraw(release.consent.id)
            #expect(outcome.state == "deleted" && outcome.deletionReceipt != nil)
            #expect(
                try await scene.deliver(release.package, release.consent) == "consent-withdrawn")
        }
    }

    @Test func `another's key withdraws nothing`() async throws {
        try await Scene.play { scene in
            let one = try await scene.release()
            let first = try await scene.keys.deliver(one.package.text, one.registration)
            #expect(first.status == 200)
            let withdrawal = try Withdrawal.sign(
                one.consent, holderKey: P256PrivateKey(), at: .now())
            let reply = try await scene.withdraw(withdrawal)
            #expect(reply.code == "withdrawal-mismatch")
        }
    }

    /// A receipt that a party sealed, of this package, but for one hash under the right seal.
    private static func receipt(
        of submission: MaliciousService.Submission, by sealer: Sealer, _ keys: Keyring
    ) throws -> String {
        let other = DocumentHash(ofCharacters: "another").json
        let consent = try Consent.verify(submission.consent, at: .now())
        let payload: JSONObject = [
            "request": consent.request.json, "consent": consent.hash.json, "package": other,
            "registration": other, "checks": [["check": "request", "verdict": "ok"]],
            "checkpoint": "none",
            "checkpoint": "",
        ]
        let sealed = try Forging.jades(
            payload, "application/vnd.blauweknop.receipt+json", by: sealer)
        return try keys.stamped(sealed)
    }
}
