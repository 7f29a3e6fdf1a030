internal import NIOCore
internal import NIOSSL

/// The one place where TLS is configured: version 1.3 alone, HTTP/1.1 alone.
enum TLSSettings {
    /// For servers. With client certificates the peer's chain is demanded here and judged in the
    /// callback: `.noHostnameVerification` keeps the callback, `.none` would never call it.
    static func server(_ identity: TLSIdentity, clients: ClientAuthentication) -> TLSConfiguration {
        var settings = TLSConfiguration.makeServerConfiguration(
            certificateChain: identity.chain, privateKey: identity.key)
        harden(&settings)
        if case .required = clients {
            settings.certificateVerification = .noHostnameVerification
        }
        return settings
    }

    /// For calls between organisations: OpenSSL decides about the chain, in the callback.
    static func organisationClient(_ identity: TLSIdentity?) -> TLSConfiguration {
        var settings = TLSConfiguration.makeClientConfiguration()
        harden(&settings)
        settings.certificateVerification = .noHostnameVerification
        if let identity {
            settings.certificateChain = identity.chain
            settings.privateKey = identity.key
        }
        return settings
    }

    /// For calls to servers known by host name: BoringSSL decides, with pinned anchors alone.
    static func publicClient(
        anchors: [NIOSSLCertificate], identity: TLSIdentity? = nil
    ) -> TLSConfiguration {
        var settings = TLSConfiguration.makeClientConfiguration()
        harden(&settings)
        settings.certificateVerification = .fullVerification
        settings.trustRoots = .certificates(anchors)
        if let identity {
            settings.certificateChain = identity.chain
            settings.privateKey = identity.key
        }
        return settings
    }

    private static func harden(_ settings: inout TLSConfiguration) {
        settings.minimumTLSVersion = .tlsv13
        settings.maximumTLSVersion = .tlsv13
        settings.applicationProtocols = ["http/1.1"]
        // No anchor of the machine: where BoringSSL does not decide, it has nothing to decide with.
        settings.trustRoots = .certificates([])
        settings.shutdownTimeout = .seconds(1)
    }
}
