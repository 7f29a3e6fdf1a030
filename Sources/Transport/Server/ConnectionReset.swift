internal import CNIOLinux
internal import NIOCore
internal import NIOSSL

extension AppContext {
    /// Breaks the request's connection off with a TCP reset, without TLS's goodbye.
    ///
    /// For mocks that fail on purpose: the other side sees what it sees when a machine is gone.
    package func resetConnection() async {
        let channel = channel
        try? await channel.eventLoop.flatSubmit {
            let provider = channel as? any SocketOptionProvider
            let linger = provider?.setSoLinger(.init(l_onoff: 1, l_linger: 0))
            return (linger ?? channel.eventLoop.makeSucceededVoidFuture()).map {
                // Past the TLS handler, which would say goodbye first.
                let tls = try? channel.pipeline.syncOperations.context(
                    handlerType: NIOSSLServerHandler.self)
                if let tls { tls.close(promise: nil) } else { channel.close(promise: nil) }
            }
        }.get()
    }
}
