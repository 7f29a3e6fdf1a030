internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// Maps what NIO, NIOSSL and AsyncHTTPClient throw to our few codes; their texts are not passed on.
enum ClientFailure {
    /// - Parameter sawAnswer: whether a part of the answer was there already.
    static func error(for error: any Error, sawAnswer: Bool) -> TransportError {
        switch error {
        case let error as TransportError:
            return error
        case is CancellationError:
            return TransportError(.cancelled, "expected a caller that waits")
        case let error as HTTPClientError:
            return client(error)
        case is HTTPParserError:
            return violation
        case let error as NIOSSLError where error == .uncleanShutdown:
            return sawAnswer ? violation : closed
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
            return TransportError(
                .tlsFailed, "expected TLS 1.3 with certificates both sides accept")
        case let error as ChannelError:
            if case .connectTimeout = error { return late }
            return sawAnswer ? violation : closed
        case is NIOConnectionError, is IOError, is SocketAddressError:
            return TransportError(.unreachable, "expected someone to answer at the address")
        default:
            return sawAnswer ? violation : closed
        }
    }

    private static func client(_ error: HTTPClientError) -> TransportError {
        switch error {
        case .deadlineExceeded, .readTimeout, .writeTimeout, .connectTimeout,
            .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            late
        case .cancelled:
            TransportError(.cancelled, "expected a caller that waits")
        case .alreadyShutdown:
            TransportError(.stopped, "expected a client that was not shut down")
        case .remoteConnectionClosed:
            closed
        default:
            violation
        }
    }

    private static let late = TransportError(.timeout, "expected the answer before the deadline")
    private static let closed = TransportError(
        .unreachable, "expected an answer, not a closed connection")
    private static let violation = TransportError(
        .protocolViolation, "expected a complete HTTP/1.1 answer")
}
