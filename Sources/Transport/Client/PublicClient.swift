internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL
internal import ServiceLifecycle
internal import Synchronization

/// Calls to servers that are known by host name: the citizen's program, deliveries, time stamps.
///
/// AsyncHTTPClient over TLS 1.3 with pinned anchors alone, HTTP/1.1 alone; BoringSSL compares the
/// host name. No redirects are followed, no connection is tried twice. Plain HTTP reaches this
/// machine alone. What is believed is a signed document, never the channel.
package final class PublicClient: Sendable, Service {
    private struct State {
        var client: HTTPClient
        /// Those of earlier anchors, which calls in progress may still use.
        var earlier: [HTTPClient] = []
    }

    private let state: Mutex<State>

    private let identity: TLSIdentity?

    /// - Parameters:
    ///   - anchorsPEM: the only anchors that count, one or more.
    ///   - identity: who we are; nil where the other side does not ask.
    /// - Throws: `anchors-invalid`.
    package init(anchorsPEM: String, identity: TLSIdentity? = nil) throws(TransportError) {
        self.identity = identity
        state = Mutex(State(client: try Self.client(anchorsPEM, identity)))
    }

    /// Lets other anchors count from the next call on; calls in progress end as they began.
    ///
    /// - Throws: `anchors-invalid`; those before stay.
    package func replace(anchorsPEM: String) throws(TransportError) {
        let client = try Self.client(anchorsPEM, identity)
        state.withLock { state in
            state.earlier.append(state.client)
            state.client = client
        }
    }

    private static func client(
        _ anchorsPEM: String, _ identity: TLSIdentity?
    ) throws(TransportError) -> HTTPClient {
        let anchors: [NIOSSLCertificate]
        do {
            anchors = try NIOSSLCertificate.fromPEMBytes(Array(anchorsPEM.utf8))
        } catch {
            throw TransportError(.anchorsInvalid, "expected PEM certificates as anchors")
        }
        guard !anchors.isEmpty else {
            throw TransportError(.anchorsInvalid, "expected at least one anchor")
        }
        var settings = HTTPClient.Configuration(
            tlsConfiguration: TLSSettings.publicClient(anchors: anchors, identity: identity),
            redirectConfiguration: .disallow, decompression: .disabled)
        settings.httpVersion = .http1Only
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        settings.connectionPool.retryConnectionEstablishment = false
        settings.connectionPool.idleTimeout = .seconds(30)
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    deinit {
        for client in state.withLock({ $0.earlier + [$0.client] }) { client.shutdown { _ in } }
    }

    /// Sends a POST and returns the whole answer, whatever its status.
    ///
    /// - Parameters:
    ///   - url: an `https` address, or an `http` one on this machine.
    ///   - maximumBytes: the bound of the answer's body.
    ///   - deadline: covers connecting, TLS, head and body.
    /// - Throws: as `OrganisationClient.post`; a chain or host name that BoringSSL refuses is
    ///   `tls-failed`.
    package func post(
        _ url: String, headers: [(String, String)], body: [UInt8], maximumBytes: Int,
        deadline: ContinuousClock.Instant
    ) async throws(TransportError) -> HTTPReply {
        try await perform(.POST, url, headers, body, maximumBytes, deadline)
    }

    /// Sends a GET; the same rules as `post`.
    package func get(
        _ url: String, headers: [(String, String)] = [], maximumBytes: Int,
        deadline: ContinuousClock.Instant
    ) async throws(TransportError) -> HTTPReply {
        try await perform(.GET, url, headers, nil, maximumBytes, deadline)
    }

    /// Sends a PUT; the same rules as `post`.
    package func put(
        _ url: String, headers: [(String, String)], body: [UInt8], maximumBytes: Int,
        deadline: ContinuousClock.Instant
    ) async throws(TransportError) -> HTTPReply {
        try await perform(.PUT, url, headers, body, maximumBytes, deadline)
    }

    /// Sends a DELETE; the same rules as `post`.
    package func delete(
        _ url: String, headers: [(String, String)] = [], maximumBytes: Int,
        deadline: ContinuousClock.Instant
    ) async throws(TransportError) -> HTTPReply {
        try await perform(.DELETE, url, headers, nil, maximumBytes, deadline)
    }

    /// Closes all connections; later calls end as `stopped`.
    package func shutdown() async {
        for client in state.withLock({ $0.earlier + [$0.client] }) {
            try? await client.shutdown().get()
        }
    }

    /// Waits for the end of the surrounding service group, then shuts down.
    package func run() async throws {
        try? await gracefulShutdown()
        await shutdown()
    }

    private func perform(
        _ method: HTTPMethod, _ url: String, _ headers: [(String, String)], _ body: [UInt8]?,
        _ maximumBytes: Int, _ deadline: ContinuousClock.Instant
    ) async throws(TransportError) -> HTTPReply {
        let address = try WebAddress(url)
        guard address.isSecure || address.isLoopback else {
            throw TransportError(.plainRefused, "expected an https address")
        }
        try RequestHeaders.check(headers)
        var request = HTTPClientRequest(url: url)
        request.method = method
        request.headers = HTTPHeaders(headers)
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let prepared = request
        let remaining = TimeAmount(deadline - .now)
        let outcome = await withTaskGroup(of: ClientExchange.Outcome.self) { group in
            group.addTask { await self.exchange(prepared, maximumBytes, remaining) }
            group.addTask {
                try? await Task.sleep(until: deadline, clock: .continuous)
                return .failure(
                    Task.isCancelled
                        ? TransportError(.cancelled, "expected a caller that waits")
                        : TransportError(.timeout, "expected the answer before the deadline"))
            }
            let first = await group.next()
            group.cancelAll()
            return first ?? .failure(TransportError(.cancelled, "expected a caller that waits"))
        }
        return try outcome.get()
    }

    private func exchange(
        _ request: HTTPClientRequest, _ maximumBytes: Int, _ remaining: TimeAmount
    ) async -> ClientExchange.Outcome {
        var sawAnswer = false
        do {
            let client = state.withLock { $0.client }
            let response = try await client.execute(request, timeout: remaining)
            sawAnswer = true
            let body = try await collect(response, maximumBytes)
            return .success(
                HTTPReply(
                    status: Int(response.status.code),
                    headers: HeaderList(response.headers.map { ($0.name, $0.value) }), body: body))
        } catch {
            return .failure(ClientFailure.error(for: error, sawAnswer: sawAnswer))
        }
    }

    private func collect(
        _ response: HTTPClientResponse, _ maximumBytes: Int
    ) async throws -> [UInt8] {
        let tooLarge = TransportError(
            .tooLarge, "expected an answer of at most \(maximumBytes) bytes")
        if let told = response.headers.first(name: "content-length").flatMap({ Int($0) }) {
            guard told <= maximumBytes else { throw tooLarge }
        }
        var body: [UInt8] = []
        for try await part in response.body {
            guard body.count + part.readableBytes <= maximumBytes else { throw tooLarge }
            body.append(contentsOf: part.readableBytesView)
        }
        return body
    }
}
