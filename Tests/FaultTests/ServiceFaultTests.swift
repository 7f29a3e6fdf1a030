import BlueButton
import CitizenCommands
import ProofOfConcept
import Testing

/// The service dies, or its disk fails it, at any call by which it changes its database.
@Suite(
    .serialized,
    .enabled(if: FaultPlan.isPossible, "skipped: needs the built programs and strace"))
struct ServiceFaultTests {
    @Test func `a service that dies at any write loses nothing that it acknowledged`() async throws
    {
        try await play(FaultPlan(.deaths, seed: 1))
    }

    @Test func `a service whose disk fails or is full acknowledges nothing that is lost`()
        async throws
    {
        try await play(FaultPlan(.errors, seed: 2))
    }

    /// One after the other on one database: each fault meets what the ones before left behind.
    private func play(_ plan: FaultPlan) async throws {
        try await FaultScene.play(victim: .service) { scene in
            var plan = plan
            var acknowledged: [DocumentID] = []
            var tried: Set<String> = []
            while let fault = plan.next() {
                guard let victim = try await scene.start(fault) else {
                    plan.learn(fault, hasStruck: true)
                    continue
                }
                if let (choice, release) = try? await scene.compose(scene.link()) {
                    tried.insert(release.consent.id.text)
                    async let strike: Void = victim.strikeFromOutside()
                    if await scene.submit(release, of: choice) {
                        acknowledged.append(release.consent.id)
                        _ = try? await scene.citizen.outcome(
                            of: release, to: choice.request, within: .milliseconds(300))
                    }
                    try await strike
                }
                // At its end a program empties the write-ahead log: there faults strike too.
                try await victim.stop()
                plan.learn(fault, hasStruck: victim.wasStruck)
            }
            #expect(plan.strikes >= FaultPlan.points)
            // The clean start finds everything, and delivers what was left.
            let healthy = try #require(try await scene.start(nil))
            // What this device alone has was never stored by the service.
            let listed = try await scene.citizen.consents().filter(\.isListed)
            let found = Set(listed.map(\.consent.id.text))
            #expect(found.isSuperset(of: acknowledged.map(\.text)))
            #expect(found.isSubset(of: tried))
            // What was stored, but not acknowledged, is whole as well.
            for consent in listed {
                let status = try await scene.finalState(of: consent.consent.id)
                #expect(status.state == "delivered" && status.receipt != nil)
            }
            try await healthy.stop()
        }
    }
}
