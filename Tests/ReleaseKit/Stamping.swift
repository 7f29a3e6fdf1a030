import BlueButton
package import JOSE
package import OpenSSL
package import Sovereignty
import Synchronization
import TestPKI
package import Trust

extension ReleaseWorld {
    /// A document with a timestamp of the world's authority, as text.
    package func stamped(_ document: FlattenedJWS, at time: UnixTime? = nil) throws -> String {
        let timestamp = try timestamp(
            over: DocumentTimestamp.message(of: document), at: time ?? self.time)
        let stamped = try DocumentTimestamp.attach(timestamp, to: document)
        return String(decoding: stamped.bytes(), as: UTF8.self)
    }

    /// A timestamp of the world's authority over any bytes.
    package func timestamp(over message: [UInt8], at time: UnixTime) throws -> Timestamp {
        let request = try TimestampRequest(over: message)
        let answer = try pki.timeStampingUnit().respond(to: request.der, at: time)
        let token = try TimestampResponse(der: answer).token ?? []
        return try Timestamp.verify(token, over: message, trust: trust)
    }

    /// The world's time-stamping authority, without a network between.
    package func timestamps(
        _ now: (@Sendable () -> UnixTime)? = nil
    ) -> WorldTimestamps {
        let time = self.time
        return WorldTimestamps(world: self, now: now ?? { time })
    }
}

/// A time-stamping authority that a test can silence, and whose clock a test sets.
package final class WorldTimestamps: TimestampAuthority {
    private let world: ReleaseWorld
    private let now: @Sendable () -> UnixTime
    private let state = Mutex((isSilent: false, asked: 0))

    init(world: ReleaseWorld, now: @escaping @Sendable () -> UnixTime) {
        self.world = world
        self.now = now
    }

    /// Whether it gives no timestamps.
    package var isSilent: Bool {
        get { state.withLock { $0.isSilent } }
        set { state.withLock { $0.isSilent = newValue } }
    }

    /// How often it was asked.
    package var asked: Int { state.withLock { $0.asked } }

    package func timestamp(
        over message: [UInt8], deadline: ContinuousClock.Instant
    ) async throws(TimestampFailure) -> Timestamp {
        let isSilent = state.withLock { state in
            state.asked += 1
            return state.isSilent
        }
        guard !isSilent else { throw TimestampFailure(code: "unreachable") }
        do {
            return try world.timestamp(over: message, at: now())
        } catch {
            throw TimestampFailure(code: "\(error)")
        }
    }
}
