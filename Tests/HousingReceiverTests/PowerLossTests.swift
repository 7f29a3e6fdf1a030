import CrashKit
import ReleaseKit
import Sovereignty
import TestKit
import Testing

@testable import HousingReceiver

/// Wherever the power goes away, the receiver has what it acknowledged, and nothing is half there.
struct PowerLossTests {
    private let folder = TemporaryFolder()

    /// What was acknowledged: a step of a scene, and where that led.
    private struct Deed: Sendable {
        let scene: Int
        let model: RequestModel
    }

    /// What happens at each request in turn; the time of each is its own.
    private static let days: [[RequestModel.Event]] = [
        [.firstArrives, .firstConfirmed],
        [.firstArrives, .secondArrives, .secondConfirmed, .secondWithdrawn],
        [.firstWithdrawn, .secondArrives, .timePasses, .sweep],
        [.firstArrives, .firstConfirmed, .timePasses, .timePasses, .sweep],
        [.firstArrives, .firstWithdrawn, .secondArrives, .secondConfirmed],
    ]

    @Test func `after any crash every acknowledged step is there and none is half there`()
        async throws
    {
        let corporation = try await Corporation()
        let live = folder.path + "/live"
        let image = folder.path + "/image"
        var deeds: [Deed] = []
        var scenes: [RequestScene] = []
        let recording = try await DiskRecording.make(folder: live) { acknowledged in
            let store = try ReceiverStore(folder: live, logger: Corporation.quiet)
            try await store.keep(directory: corporation.world.directory)
            for round in 0..<15 {
                var scene = try await RequestScene(corporation, number: round, in: store)
                for event in Self.days[round % Self.days.count] {
                    try await scene.play(event)
                    deeds.append(Deed(scene: round, model: try await scene.model()))
                    acknowledged(deeds.count)
                }
                scenes.append(scene)
            }
        }
        let (allDeeds, allScenes) = (deeds, scenes)
        var images = 0
        try await recording.crashes(count: 520, seed: 20_261_124) { crash in
            images += 1
            try crash.write(to: image)
            let store = try ReceiverStore(folder: image, logger: Corporation.quiet)
            try await check(store, allScenes, allDeeds, acknowledged: crash.acknowledged)
        }
        #expect(images >= 500)
    }

    private func check(
        _ store: ReceiverStore, _ scenes: [RequestScene], _ deeds: [Deed], acknowledged: Int
    ) async throws {
        for (number, scene) in scenes.enumerated() {
            let own = deeds.enumerated().filter { $0.element.scene == number }
            let done = own.last { $0.offset < acknowledged }
            // The step after it may have been written, but not yet acknowledged.
            let next = own.first { $0.offset >= acknowledged }
            var found = try await scene.model(in: store)
            var allowed = [done?.element.model].compactMap { $0 }
            if next?.offset == acknowledged, let model = next?.element.model {
                allowed.append(model)
            }
            if done == nil { allowed.append(RequestModel()) }
            // The sweep of a later scene, at its later time, is this one's too.
            for model in allowed {
                let ended = model.after(.timePasses)
                let over = ended?.after(.timePasses)
                allowed += [ended?.after(.sweep), over?.after(.sweep)].compactMap { $0 }
            }
            // The clock is the scene's, which has gone through it all.
            found.phase = .open
            #expect(
                allowed.contains { model in
                    var model = model
                    model.phase = .open
                    return model == found || (done == nil && found.places == RequestModel().places)
                }, "scene \(number) after \(acknowledged)")
            #expect(try await scene.isTrue(to: found, in: store))
        }
    }
}
