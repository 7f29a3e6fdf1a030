import OpenSSL
import ServiceLifecycle
package import Sovereignty
import Transport
package import Trust

/// A time-stamping authority behind its address (RFC 3161, section 3.4): nothing that it answers is
/// believed before it is verified.
package struct TimestampClient: TimestampAuthority, Service, CustomStringConvertible {
    /// No answer is larger.
    private static let maximumBytes = 64 << 10
    /// How far the authority's clock may be ahead of ours, in seconds.
    private static let skew: Int64 = 60

    private let settings: Timestamping
    private let client: PublicClient
    private let trust: @Sendable () -> TrustStore
    private let clock: WallClock

    /// - Parameter trust: its anchors for time-stamping judge the tokens; those for TLS reach the
    ///   authority, where the settings have none of their own.
    /// - Throws: `setting-invalid` where there are no anchors for either.
    package init(
        _ settings: Timestamping, trust: @escaping @Sendable () -> TrustStore, clock: WallClock
    ) throws(SetupError) {
        let anchors =
            settings.anchorsPEM ?? trust().anchors(for: .tls).map(\.pem).joined()
        guard !trust().anchors(for: .timeStamping).isEmpty else {
            throw SetupError(
                .settingInvalid, "expected 'tsa.pem' in the trust folder, for timestamps")
        }
        let client: PublicClient
        do {
            client = try PublicClient(anchorsPEM: anchors)
        } catch {
            throw SetupError(
                .settingInvalid,
                "expected TLS anchors: 'timestamping.anchors', or tls.pem in the trust folder")
        }
        self.settings = settings
        self.client = client
        self.trust = trust
        self.clock = clock
    }

    /// The name alone: lifecycle logs describe their services.
    package var description: String { "timestamp client" }

    package func timestamp(
        over message: [UInt8], deadline: ContinuousClock.Instant
    ) async throws(TimestampFailure) -> Timestamp {
        let request: TimestampRequest
        do {
            request = try TimestampRequest(over: message, policy: settings.policy)
        } catch {
            throw TimestampFailure(code: error.code.rawValue)
        }
        let token = try await token(answering: request, deadline: deadline)
        let timestamp: Timestamp
        do {
            timestamp = try Timestamp.verify(
                token, over: message, trust: trust(), policy: settings.policy)
        } catch {
            throw TimestampFailure(code: error.code.rawValue)
        }
        guard timestamp.token.nonce == request.nonce else {
            throw TimestampFailure(code: "timestamp-nonce")
        }
        guard timestamp.time <= clock.now() + Self.skew else {
            throw TimestampFailure(code: "timestamp-ahead")
        }
        return timestamp
    }

    private func token(
        answering request: TimestampRequest, deadline: ContinuousClock.Instant
    ) async throws(TimestampFailure) -> [UInt8] {
        let reply: HTTPReply
        do {
            reply = try await client.post(
                settings.url,
                headers: [
                    ("Content-Type", "application/timestamp-query"),
                    ("Accept", "application/timestamp-reply"),
                ], body: request.der, maximumBytes: Self.maximumBytes, deadline: deadline)
        } catch {
            throw TimestampFailure(code: error.code.rawValue)
        }
        guard reply.status == 200, reply.mediaType == "application/timestamp-reply" else {
            throw TimestampFailure(code: "timestamp-unavailable")
        }
        let response: TimestampResponse
        do {
            response = try TimestampResponse(der: reply.body)
        } catch {
            throw TimestampFailure(code: error.code.rawValue)
        }
        guard let token = response.token else {
            throw TimestampFailure(code: "timestamp-rejected")
        }
        return token
    }

    /// Waits for the end of the surrounding service group, then closes all connections.
    package func run() async throws {
        try await client.run()
    }

    package func shutdown() async {
        await client.shutdown()
    }
}
