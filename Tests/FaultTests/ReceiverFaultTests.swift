import BlueButton
import CitizenCommands
import ProofOfConcept
import StrictJSON
import Testing

/// A corporation's receiver dies, or its disk fails it, while packages arrive.
@Suite(
    .serialized,
    .enabled(if: FaultPlan.isPossible, "skipped: needs the built programs and strace"))
struct ReceiverFaultTests {
    @Test func `a receiver that dies at any write keeps every package that it gave a receipt for`()
        async throws
    {
        try await play(FaultPlan(.deaths, seed: 3))
    }

    @Test func `a receiver whose disk fails or is full gives no receipt for what it loses`()
        async throws
    {
        try await play(FaultPlan(.errors, seed: 4))
    }

    /// A package that the service registered, and the receipt that the receiver gave for it.
    private struct Parcel {
        let id: DocumentID
        let package: String
        let registration: String
        var receipt: String?
    }

    private func play(_ plan: FaultPlan) async throws {
        try await FaultScene.play(victim: .woonhaven) { scene in
            var plan = plan
            var parcels = try await registered(FaultPlan.points, in: scene)
            var turn = 0
            while let fault = plan.next() {
                turn += 1
                guard let victim = try await scene.start(fault) else {
                    plan.learn(fault, hasStruck: true)
                    continue
                }
                let place = turn % parcels.count
                let parcel = parcels[place]
                async let strike: Void = victim.strikeFromOutside()
                let receipt = await scene.deliver(
                    parcel.package, registration: parcel.registration)
                if let receipt {
                    #expect(parcel.receipt == nil || parcel.receipt == receipt)
                    parcels[place].receipt = receipt
                }
                try await strike
                try await victim.stop()
                plan.learn(fault, hasStruck: victim.wasStruck)
            }
            #expect(plan.strikes >= FaultPlan.points)
            // The clean start gives each package that it has the same receipt again.
            let healthy = try #require(try await scene.start(nil))
            let office = BackOffice(client: scene.client, port: scene.stage.ports.woonhavenOffice)
            for parcel in parcels {
                let receipt = try #require(
                    await scene.deliver(parcel.package, registration: parcel.registration))
                #expect(parcel.receipt == nil || parcel.receipt == receipt)
                let evidence = try await office.evidence(parcel.id)
                #expect(try evidence.string("receipt") == receipt)
            }
            try await healthy.stop()
        }
    }

    /// Releases that the service registered while the receiver was away. The service stays, and its
    /// outbox tries as well: the receiver asks it how its log goes on.
    private func registered(_ count: Int, in scene: FaultScene) async throws -> [Parcel] {
        let receiver = try #require(try await scene.start(nil))
        var answers: [(CitizenProgram.Choice, Release)] = []
        for _ in 0..<count { answers.append(try await scene.compose(scene.link())) }
        try await receiver.stop()
        var parcels: [Parcel] = []
        for (choice, release) in answers {
            #expect(await scene.submit(release, of: choice))
            var registration: String?
            while registration == nil {
                try await Task.sleep(for: .milliseconds(20))
                registration = try await scene.citizen.status(of: release.consent.id).registration
            }
            parcels.append(
                Parcel(
                    id: release.consent.id, package: release.package.text,
                    registration: try #require(registration)))
        }
        return parcels
    }
}
