internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL
internal import NIOTLS
internal import OpenSSL

/// One connection to an organisation, on one event loop: connecting, busy with one exchange, idle
/// or closed.
final class ClientConnection: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private enum State {
        case connecting(ClientExchange)
        case busy(ClientExchange)
        case idle
        case closed
    }

    let target: ConnectionPool.Target
    /// Of the identity that it showed.
    let generation: Int
    let peer = PeerRecord()
    private(set) var idleSince = NIODeadline.now()
    /// Held until the connection is closed, and by it alone once the client is gone.
    private var pool: ConnectionPool?
    private var state: State
    private var context: ChannelHandlerContext?
    private var isReused = false
    private var keepsAlive = false
    private var status = 0
    private var headers: HTTPHeaders?
    private var body: [UInt8] = []

    init(
        pool: ConnectionPool, target: ConnectionPool.Target, generation: Int,
        exchange: ClientExchange
    ) {
        self.generation = generation
        self.pool = pool
        self.target = target
        self.state = .connecting(exchange)
    }

    /// The chain that the peer showed in the handshake.
    var chain: [Certificate] { peer.value.chain }

    /// Writes the request of an exchange: head, body and end with one flush.
    func send(_ exchange: ClientExchange) {
        isReused = if case .idle = state { true } else { false }
        state = .busy(exchange)
        exchange.connection = self
        guard let context else { return end(because: ChannelError.eof) }
        headers = nil
        body = []
        context.write(Self.wrapOutboundOut(.head(exchange.call.head)), promise: nil)
        if let bytes = exchange.call.body {
            context.write(Self.wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
        }
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
    }

    /// Closes it without a word to anyone: its exchange is over, or it has none.
    func abandon() {
        state = .closed
        pool?.forget(self)
        pool = nil
        context?.close(promise: nil)
    }

    /// The connection could not be made at all.
    func failed(_ error: any Error) {
        end(because: error)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        if case .closed = state { context.close(promise: nil) }
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted? = event as? TLSUserEvent,
            case .connecting(let exchange) = state
        {
            guard peer.identity != nil else {
                return end(because: TransportError(.peerRefused, "expected a judged certificate"))
            }
            send(exchange)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .busy(let exchange) = state else {
            // Nobody asked: an answer without a question is the end of this connection.
            return abandon()
        }
        let bound = exchange.call.maximumBytes
        switch Self.unwrapInboundIn(data) {
        case .head(let head):
            status = Int(head.status.code)
            headers = head.headers
            keepsAlive = head.isKeepAlive
            if let told = head.headers.first(name: "content-length").flatMap({ Int($0) }) {
                guard told <= bound else { return end(because: Self.tooLarge(bound)) }
                body.reserveCapacity(told)
            }
        case .body(let part):
            guard body.count + part.readableBytes <= bound else {
                return end(because: Self.tooLarge(bound))
            }
            body.append(contentsOf: part.readableBytesView)
        case .end:
            complete(exchange)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(because: ChannelError.eof)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(because: error)
    }

    private func complete(_ exchange: ClientExchange) {
        let reply = HTTPReply(
            status: status,
            headers: HeaderList(headers?.map { ($0.name, $0.value) } ?? []), body: body)
        body = []
        if keepsAlive {
            state = .idle
            idleSince = .now()
            pool?.giveBack(self)
        } else {
            abandon()
        }
        exchange.finish(.success(reply))
    }

    private func end(because error: any Error) {
        let (before, pool) = (state, pool)
        abandon()
        switch before {
        case .connecting(let exchange):
            exchange.finish(.failure(failure(error, isConnected: false)))
        case .busy(let exchange):
            // Closed by the other side while we wrote: the request was not answered by anyone.
            if let pool, isReused, headers == nil, !exchange.wasRetried, Self.isClosing(error) {
                exchange.wasRetried = true
                exchange.connection = nil
                pool.attempt(exchange, reusing: false)
            } else {
                exchange.finish(.failure(failure(error, isConnected: true)))
            }
        case .idle, .closed:
            break
        }
    }

    private func failure(_ error: any Error, isConnected: Bool) -> TransportError {
        if let refusal = peer.value.refusal {
            return TransportError(
                .peerRefused, "expected a peer that our decision accepts: \(refusal)")
        }
        return ClientFailure.error(for: error, sawAnswer: isConnected && headers != nil)
    }

    private static func isClosing(_ error: any Error) -> Bool {
        switch error {
        case is IOError: true
        case let error as ChannelError: error == .eof || error == .ioOnClosedChannel
        case let error as NIOSSLError: error == .uncleanShutdown
        default: false
        }
    }

    private static func tooLarge(_ bytes: Int) -> TransportError {
        TransportError(.tooLarge, "expected an answer of at most \(bytes) bytes")
    }
}
