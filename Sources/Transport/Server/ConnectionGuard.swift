internal import HTTPTypes
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1
internal import StrictJSON

/// Watches one server connection: its times, its peer, and what is not HTTP; and translates between
/// NIO's messages and those of Hummingbird.
///
/// - The first request's headers are complete within `headerTime`, TLS included, or it is closed.
/// - A body is complete within `bodyTime`, or its reader gets `BodyTimePassed`; this holds also
///   where a route reads no body.
/// - An answer before the end of its request says `Connection: close`; what still comes is dropped
///   for a short while, so that the answer arrives, and then the connection is closed.
/// - Headers over their bound and bytes that are not HTTP/1.1 get a problem, and it is closed.
/// - Where a peer is demanded and the record is empty, nothing is answered.
/// - While no request is in progress it is among those that make room for others.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let record: ConnectionRecord
    private let idle: IdleConnections
    /// Its place among the idle ones; nil while a request is in progress.
    private var place: UInt64?
    private var isCounted = false
    private let logger: Logger
    private var opened = NIODeadline.now()
    private var headsRead = 0
    private var requestsRead = 0
    private var answersWritten = 0
    private var closesAfterAnswer = false
    /// Set once nothing more is read from this connection.
    private var isEnding = false
    private var headTimer: Scheduled<Void>?
    private var bodyTimer: Scheduled<Void>?
    private var lingerTimer: Scheduled<Void>?

    init(record: ConnectionRecord, idle: IdleConnections, logger: Logger) {
        self.record = record
        self.idle = idle
        self.logger = logger
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        stopTimers()
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        stopTimers()
        if isCounted { idle.closed(place) }
        isCounted = false
        place = nil
        if let refusal = record.peer.value.refusal {
            logger.notice("peer refused", metadata: ["reason": .string(refusal)])
        }
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = Self.unwrapInboundIn(data)
        if isEnding {
            if case .end = part, lingerTimer != nil { context.close(promise: nil) }
            return
        }
        switch part {
        case .head(let head):
            headTimer?.cancel()
            headTimer = nil
            if let place { idle.asks(place) }
            place = nil
            guard record.mayAsk else {
                logger.notice("peer refused", metadata: ["reason": "no judged certificate"])
                isEnding = true
                return context.close(promise: nil)
            }
            guard let request = try? HTTPRequest(asReceived: head) else {
                return errorCaught(context: context, error: HTTPParserError.invalidMethod)
            }
            headsRead += 1
            context.fireChannelRead(Self.wrapInboundOut(.head(request)))
        case .body(let bytes):
            context.fireChannelRead(Self.wrapInboundOut(.body(bytes)))
        case .end(let trailers):
            requestsRead += 1
            bodyTimer?.cancel()
            bodyTimer = nil
            let fields = trailers.map { HTTPFields($0, splitCookie: false) }
            context.fireChannelRead(Self.wrapInboundOut(.end(fields)))
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if headsRead > requestsRead, bodyTimer == nil, !isEnding { startBodyTimer(context) }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch Self.unwrapOutboundIn(data) {
        case .head(let response):
            var head = HTTPResponseHead(response)
            if response.status.code >= 200 {
                let isOld =
                    NIODeadline.now() - opened > TimeAmount(record.limits.connectionAge)
                if requestsRead <= answersWritten || isOld {
                    closesAfterAnswer = true
                    head.headers.replaceOrAdd(name: "Connection", value: "close")
                }
            }
            context.write(Self.wrapOutboundOut(.head(head)), promise: promise)
        case .body(let bytes):
            context.write(Self.wrapOutboundOut(.body(.byteBuffer(bytes))), promise: promise)
        case .end(let trailers):
            let last = Self.wrapOutboundOut(.end(trailers.map { HTTPHeaders($0) }))
            answersWritten += 1
            if place == nil, headsRead <= answersWritten {
                place = idle.idles(context.channel)
            }
            guard closesAfterAnswer else { return context.write(last, promise: promise) }
            isEnding = true
            let written = promise ?? context.eventLoop.makePromise(of: Void.self)
            let isComplete = requestsRead >= answersWritten
            written.futureResult.assumeIsolated().whenComplete { _ in
                if isComplete { context.close(promise: nil) } else { self.linger(context) }
            }
            context.writeAndFlush(last, promise: written)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is HTTPParserError, headsRead <= answersWritten, !isEnding else {
            return context.fireErrorCaught(error)
        }
        isEnding = true
        let isTooLarge = (error as? HTTPParserError) == .headerOverflow
        refuse(context, isTooLarge ? .headersTooLarge : .malformedRequest)
    }

    /// Writes a problem without Hummingbird, which never saw a request.
    private func refuse(_ context: ChannelHandlerContext, _ problem: Problem) {
        guard record.mayAsk else { return context.close(promise: nil) }
        let bytes = JSONValue.object(problem.json).bytes()
        var head = HTTPResponseHead(
            version: .http1_1, status: .init(statusCode: problem.status.code))
        for (name, value) in Surface.named { head.headers.add(name: name, value: value) }
        head.headers.add(name: "Content-Type", value: Problem.contentType)
        head.headers.add(name: "Content-Length", value: "\(bytes.count)")
        head.headers.add(name: "Connection", value: "close")
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        let body = context.channel.allocator.buffer(bytes: bytes)
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { _ in self.linger(context) }
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: written)
    }

    /// Drops what still comes for a moment: a close with unread bytes would take back the answer.
    private func linger(_ context: ChannelHandlerContext) {
        guard lingerTimer == nil, context.channel.isActive else { return }
        lingerTimer = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(1)) {
            context.close(promise: nil)
        }
    }

    private func begin(_ context: ChannelHandlerContext) {
        opened = .now()
        // Both may come: a handler that is added to an active channel, and its becoming active.
        guard !isCounted else { return }
        isCounted = true
        place = idle.opened(context.channel)
        let time = TimeAmount(record.limits.headerTime)
        headTimer = context.eventLoop.assumeIsolated().scheduleTask(in: time) {
            self.isEnding = true
            context.close(promise: nil)
        }
    }

    private func startBodyTimer(_ context: ChannelHandlerContext) {
        let time = TimeAmount(record.limits.bodyTime)
        bodyTimer = context.eventLoop.assumeIsolated().scheduleTask(in: time) {
            // What comes after this belongs to a request that was given up.
            self.isEnding = true
            context.fireErrorCaught(BodyTimePassed())
        }
    }

    private func stopTimers() {
        headTimer?.cancel()
        bodyTimer?.cancel()
        lingerTimer?.cancel()
    }
}
