import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

@testable import Transport

/// A TLS server without manners: it answers each request as its script says.
struct ScriptedServer {
    enum Step: Sendable {
        /// Writes these bytes and stays.
        case write(String)
        /// Writes these bytes and closes.
        case writeAndClose(String)
        /// Says nothing.
        case stall
        /// Closes without a word.
        case close
    }

    let channel: any Channel
    let connections: Counter
    let requests: Counter

    var port: Int { channel.localAddress?.port ?? 0 }
    var url: String { "https://localhost:\(port)/" }

    static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    /// - Parameter script: the step for the nth request on the nth connection, both from 0.
    static func whileRunning<Value>(
        _ identity: TLSIdentity,
        script: @escaping @Sendable (_ connection: Int, _ request: Int) -> Step,
        _ body: (ScriptedServer) async throws -> Value
    ) async throws -> Value {
        let tls = try NIOSSLContext(configuration: TLSSettings.server(identity, clients: .none))
        let (connections, requests) = (Counter(), Counter())
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let number = connections.next()
                    try channel.pipeline.syncOperations.addHandlers([
                        NIOSSLServerHandler(context: tls),
                        Handler(script: { script(number, $0) }, requests: requests),
                    ])
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = ScriptedServer(channel: channel, connections: connections, requests: requests)
        do {
            let value = try await body(server)
            try await channel.close()
            return value
        } catch {
            try? await channel.close()
            throw error
        }
    }

    final class Counter: Sendable {
        private let count = Mutex(0)

        /// The count before this one.
        @discardableResult
        func next() -> Int {
            count.withLock { count in
                defer { count += 1 }
                return count
            }
        }

        var value: Int { count.withLock { $0 } }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        let script: (Int) -> Step
        let requests: Counter
        var seen = 0
        var received = ""

        init(script: @escaping (Int) -> Step, requests: Counter) {
            self.script = script
            self.requests = requests
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received += String(buffer: Self.unwrapInboundIn(data))
            guard received.hasSuffix("\r\n\r\n") || received.hasSuffix("END") else { return }
            received = ""
            requests.next()
            let step = script(seen)
            seen += 1
            switch step {
            case .write(let text):
                context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            case .writeAndClose(let text):
                context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
                context.close(promise: nil)
            case .stall:
                break
            case .close:
                context.close(promise: nil)
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}
