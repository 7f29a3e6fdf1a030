import BlueButton
import Logging
import OpenSSL
import ReleaseKit
import ServiceLifecycle
import Testing

@testable import Sovereignty

/// What the outbox does when its program is told to stop (SIGTERM).
struct GracefulStopTests {
    /// A door that one side waits at until the other opens it.
    private struct Door {
        private let stream: AsyncStream<Void>
        private let source: AsyncStream<Void>.Continuation

        init() { (stream, source) = AsyncStream.makeStream(of: Void.self) }

        func open() { source.finish() }
        func wait() async { for await _ in stream {} }
    }

    @Test func `a graceful stop finishes the delivery in hand and begins no other`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        let (sent, isStopping) = (Door(), Door())
        let delivery = ScriptedDelivery { request, _ throws(DeliveryFailure) in
            sent.open()
            await isStopping.wait()
            return try ScriptedDelivery.answer(composed, request)
        }
        let group = ServiceGroup(
            services: [try rig.outbox(delivery)], logger: Logger(label: "test"))
        let running = Task { try await group.run() }
        await sent.wait()
        await group.triggerGracefulShutdown()
        // A release that comes in while the program stops is kept, and delivered by the next one.
        let late = try await rig.taken()
        isStopping.open()
        try await running.value

        let stored = try await rig.stored(composed)
        #expect(stored.state == .delivered && stored.receipt != nil)
        #expect(try await rig.stored(late).state == .registered)
        #expect(delivery.sent.count == 1)

        let next = ScriptedDelivery.honest(late)
        #expect(try await rig.outbox(next).workOnce() == false)
        #expect(try await rig.stored(late).state == .delivered)
        #expect(next.sent.count == 1)
    }

    @Test func `a stop that is out of patience loses nothing`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        let sent = Door()
        let silent = ScriptedDelivery { _, _ throws(DeliveryFailure) in
            sent.open()
            // Ends when the stop is out of patience and cancels.
            try? await Task.sleep(for: .seconds(600))
            throw .passing
        }
        var configuration = ServiceGroupConfiguration(
            services: [try rig.outbox(silent)], logger: Logger(label: "test"))
        configuration.maximumGracefulShutdownDuration = .milliseconds(100)
        let group = ServiceGroup(configuration: configuration)
        let running = Task { try? await group.run() }
        await sent.wait()
        await group.triggerGracefulShutdown()
        await running.value

        #expect(try await rig.stored(composed).state == .delivering)
        rig.clock.now = rig.clock.now + 60
        #expect(try await rig.outbox(ScriptedDelivery.honest(composed)).workOnce() == false)
        #expect(try await rig.stored(composed).state == .delivered)
    }
}
