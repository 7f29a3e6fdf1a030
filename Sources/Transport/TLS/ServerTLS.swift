internal import NIOSSL
internal import Synchronization

/// The TLS of a server, whose identity can be replaced while it runs: connections that were made
/// keep theirs, new ones take the new.
final class ServerTLS: Sendable {
    private let clients: ClientAuthentication
    private let state: Mutex<NIOSSLContext>

    /// - Throws: `tls-identity-invalid`.
    init(_ identity: TLSIdentity, clients: ClientAuthentication) throws(TransportError) {
        self.clients = clients
        state = Mutex(try Self.context(identity, clients))
    }

    /// What the next connection uses.
    var context: NIOSSLContext { state.withLock { $0 } }

    /// - Throws: `tls-identity-invalid`; the one before stays.
    func replace(with identity: TLSIdentity) throws(TransportError) {
        let context = try Self.context(identity, clients)
        state.withLock { $0 = context }
    }

    private static func context(
        _ identity: TLSIdentity, _ clients: ClientAuthentication
    ) throws(TransportError) -> NIOSSLContext {
        do {
            return try NIOSSLContext(configuration: TLSSettings.server(identity, clients: clients))
        } catch {
            throw TransportError(.tlsIdentityInvalid, "expected a chain and key that TLS can use")
        }
    }
}
