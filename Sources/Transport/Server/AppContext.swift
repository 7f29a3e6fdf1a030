internal import HTTPTypes
package import Hummingbird
internal import NIOCore

/// The context of a request in every server of ours.
package struct AppContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The organisation that calls, where the server demands one; decided in the handshake.
    package var peer: PeerIdentity?
    /// The limits of the server that was asked.
    package var limits: ServerLimits
    package var requestDecoder: NoCoding { NoCoding() }
    package var responseEncoder: NoCoding { NoCoding() }
    private let remote: SocketAddress?
    let channel: any Channel

    package init(source: ApplicationRequestContextSource) {
        let record = ConnectionRecord.current
        coreContext = .init(source: source)
        peer = record?.peer.identity
        limits = record?.limits ?? ServerLimits()
        remote = record?.remote
        channel = source.channel
    }

    /// The IP address that the request comes from.
    package var remoteAddress: String? { remote?.ipAddress }

    /// The organisation that calls; without one the request is refused with 401.
    package func requirePeer() throws(Problem) -> PeerIdentity {
        guard let peer else {
            throw Problem(
                status: .unauthorized, code: "peer-unknown", title: "Unknown peer",
                detail: "expected a client certificate")
        }
        return peer
    }
}

/// Stands where Hummingbird expects `Codable`: nothing is read or written through it.
///
/// Foundation's decoder accepts duplicate names, and Hummingbird's refusals quote what was sent.
/// Documents are read and written with StrictJSON; an answer that would be encoded stays empty.
package struct NoCoding: RequestDecoder, ResponseEncoder {
    package func decode<Value: Decodable>(
        _ type: Value.Type, from request: Request, context: some RequestContext
    ) throws -> Value {
        throw Problem.unforeseen
    }

    package func encode(
        _ value: some Encodable, from request: Request, context: some RequestContext
    ) -> Response {
        Response(status: .ok)
    }
}
