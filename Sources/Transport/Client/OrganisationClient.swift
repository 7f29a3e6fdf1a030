package import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import ServiceLifecycle

/// Calls between organisations: HTTP/1.1 over TLS 1.3, where OpenSSL decides about the server too.
///
/// Thin, since these calls are most of the service's work: a pool of kept-alive connections per
/// event loop and target, no hop beyond the one to the loop, one flush per request. No redirects. A
/// request is sent again once, on a fresh connection, only where a reused connection was closed
/// before a byte of the answer. Host names are not compared with certificates: the decision looks
/// at the chain and its OIN.
package final class OrganisationClient: Sendable, Service {
    /// Connections to one peer from one event loop, unless told otherwise.
    package static let usualConnections = 64
    /// Calls in progress for one name behind an address, from one event loop.
    package static let slotsPerName = 32

    private let group: any EventLoopGroup
    private let pools: [ObjectIdentifier: NIOLoopBoundBox<ConnectionPool>]

    /// - Parameters:
    ///   - identity: who we are; nil where the other side does not ask.
    ///   - eventLoopGroup: where the connections live; the process's own by default.
    ///   - connectionsPerPeer: open at once to one peer from one event loop; who comes then waits.
    /// - Throws: `tls-identity-invalid`.
    package init(
        identity: TLSIdentity?,
        eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        connectionsPerPeer: Int = OrganisationClient.usualConnections
    ) throws(TransportError) {
        let tls = try Self.context(identity)
        var pools: [ObjectIdentifier: NIOLoopBoundBox<ConnectionPool>] = [:]
        for loop in eventLoopGroup.makeIterator() {
            pools[ObjectIdentifier(loop)] = .makeBoxSendingValue(
                ConnectionPool(loop: loop, tls: tls, maximumOpen: connectionsPerPeer),
                eventLoop: loop)
        }
        self.group = eventLoopGroup
        self.pools = pools
    }

    /// Sends a POST and returns the whole answer, whatever its status.
    ///
    /// - Parameters:
    ///   - url: an `https` address.
    ///   - headers: beside `Host`, `Content-Length` and those of the connection, which are written
    ///     here.
    ///   - peer: our decision about the server; asked in the handshake and again on each reuse.
    ///   - slots: whose slots the call takes where several stand behind one address, so that one of
    ///     them who stalls holds up no other; nil for the address's own.
    ///   - maximumBytes: the bound of the answer's body.
    ///   - deadline: covers connecting, TLS, head and body.
    /// - Throws: `address-invalid`, `plain-refused`, `request-invalid`, `unreachable`, `timeout`,
    ///   `too-large`, `peer-refused`, `tls-failed`, `protocol-violation`, `cancelled`, `stopped`.
    package func post(
        _ url: String, headers: [(String, String)], body: [UInt8], peer: @escaping PeerDecision,
        slots: String? = nil, maximumBytes: Int, deadline: ContinuousClock.Instant
    ) async throws(TransportError) -> HTTPReply {
        try await perform(
            OrganisationCall(
                method: .POST, url: url, headers: headers, body: body, peer: peer,
                slots: slots, maximumBytes: maximumBytes, deadline: deadline))
    }

    /// Sends a GET; the same rules as `post`.
    package func get(
        _ url: String, headers: [(String, String)] = [], peer: @escaping PeerDecision,
        slots: String? = nil, maximumBytes: Int, deadline: ContinuousClock.Instant
    ) async throws(TransportError) -> HTTPReply {
        try await perform(
            OrganisationCall(
                method: .GET, url: url, headers: headers, body: nil, peer: peer,
                slots: slots, maximumBytes: maximumBytes, deadline: deadline))
    }

    /// Lets new connections show another identity; calls in progress end on those they have.
    ///
    /// - Throws: `tls-identity-invalid`; the one before stays.
    package func replace(identity: TLSIdentity) throws(TransportError) {
        let tls = try Self.context(identity)
        for (_, box) in pools {
            box.eventLoop.execute { box.value.replace(tls: tls) }
        }
    }

    private static func context(
        _ identity: TLSIdentity?
    ) throws(TransportError) -> NIOSSLContext {
        do {
            return try NIOSSLContext(configuration: TLSSettings.organisationClient(identity))
        } catch {
            throw TransportError(.tlsIdentityInvalid, "expected a chain and key that TLS can use")
        }
    }

    /// Closes all connections; calls in progress and later ones end as `stopped`.
    package func shutdown() async {
        for (_, box) in pools {
            try? await box.eventLoop.submit { box.value.stop() }.get()
        }
    }

    /// Waits for the end of the surrounding service group, then shuts down.
    package func run() async throws {
        try? await gracefulShutdown()
        await shutdown()
    }

    private func perform(_ call: OrganisationCall) async throws(TransportError) -> HTTPReply {
        let loop = group.any()
        guard let pool = pools[ObjectIdentifier(loop)] else {
            throw TransportError(.stopped, "expected an event loop of the client's group")
        }
        let exchange = NIOLoopBoundBox.makeBoxSendingValue(
            ClientExchange(call: call), eventLoop: loop)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if loop.inEventLoop {
                    pool.value.begin(exchange.value, continuation)
                } else {
                    loop.execute { pool.value.begin(exchange.value, continuation) }
                }
            }
        } onCancel: {
            loop.execute { exchange.value.cancel() }
        }
        return try outcome.get()
    }
}
