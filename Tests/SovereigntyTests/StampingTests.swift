import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import Synchronization
import TestKit
import Testing
import Trust

@testable import Sovereignty

/// Documents that need someone else's timestamp.
struct StampingTests {
    private let world: ReleaseWorld

    init() throws {
        world = try ReleaseWorld.shared.get()
    }

    private func document() throws -> FlattenedJWS {
        let applicant = try Applicant(world)
        let release = try applicant.release(to: world.request().request)
        return try Registration.seal(
            consent: release.consent, package: release.package.hash,
            log: applicant.logged(release.consent), by: world.sealer("service"),
            storedAt: world.time)
    }

    @Test func `a token from before the document is discarded and another one asked for`()
        async throws
    {
        let time = world.time
        let asked = Mutex(0)
        let authority = world.timestamps {
            asked.withLock { asked in
                asked += 1
                return asked < 3 ? time - 1 : time
            }
        }
        let stamped = try await authority.stamp(
            document(), issuedAt: time, deadline: .now + .seconds(60))
        let registration = try Registration.verify(
            stamped.bytes(), trust: world.trust, at: time)
        #expect(registration.timestamp.time == time)
        #expect(authority.asked == 3)
    }

    @Test func `an authority that stays behind is given up`() async throws {
        let time = world.time
        let authority = world.timestamps { time - 1 }
        let document = try document()
        await #expect(throws: TimestampFailure(code: "timestamp-too-early")) {
            _ = try await authority.stamp(
                document, issuedAt: time, deadline: .now + .seconds(60))
        }
        #expect(authority.asked == 4)
    }

    @Test func `near the deadline nobody is asked again`() async throws {
        let time = world.time
        let authority = world.timestamps { time - 1 }
        let document = try document()
        await #expect(throws: TimestampFailure.self) {
            _ = try await authority.stamp(document, issuedAt: time, deadline: .now)
        }
        #expect(authority.asked == 1)
    }

    @Test func `without the authority a release waits, and nothing of it is lost`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        rig.timestamps.isSilent = true
        let delivery = ScriptedDelivery.honest(composed)
        let outbox = try rig.outbox(delivery)
        for _ in 0..<3 {
            #expect(await outbox.workOnce())
            rig.clock.now = rig.clock.now + 3600
        }
        let waiting = try await rig.stored(composed)
        #expect(waiting.state == .registered)
        #expect(waiting.registration == nil && waiting.package != nil)
        #expect(delivery.sent.isEmpty)
        #expect(rig.log.text.contains("unreachable"))

        rig.timestamps.isSilent = false
        rig.clock.now = world.time + 4 * 3600
        _ = await outbox.workOnce()
        let sent = try #require(delivery.sent.first)
        let registration = try Registration.verify(
            Array(sent.registration.utf8), trust: world.trust, at: rig.clock.now)
        #expect(registration.identity.issuedAt == world.time)
        #expect(registration.timestamp.time == rig.clock.now)
    }

    @Test func `a release that waits for its timestamp until the request ends is expired`()
        async throws
    {
        let rig = try ServiceRig()
        let composed = try await rig.taken()
        rig.timestamps.isSilent = true
        let delivery = ScriptedDelivery.honest(composed)
        let outbox = try rig.outbox(delivery)
        _ = await outbox.workOnce()
        rig.clock.now = composed.request.expires
        _ = await outbox.workOnce()
        #expect(try await rig.stored(composed).state == .expired)
        #expect(delivery.sent.isEmpty)
    }
}
