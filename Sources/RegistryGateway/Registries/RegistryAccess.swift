import BlueButton
import PartySetup
package import Transport

/// How a registry's interface is reached: where it is, by what it is known, and what it wants shown.
package struct RegistryAccess: Sendable {
    /// By what the server is known.
    package enum Server: Sendable {
        /// By its OIN, under the anchors of the trust folder, with the gateway's own certificate
        /// shown.
        case organisation(oin: String)
        /// By its host name, under these anchors alone; shows the certificate where there is one.
        case hostName(anchorsPEM: String, identity: TLSIdentity?)
    }

    /// The full address.
    package let address: String
    package let server: Server
    /// Headers beside those of JSON: an API key.
    let headers: [(String, String)]

    package init(address: String, server: Server, headers: [(String, String)] = []) {
        self.address = address
        self.server = server
        self.headers = headers
    }

    /// Reads `registry.address` and `registry.oin`, or `registry.anchors` with, where the
    /// interface wants one, `registry.tls.certificate` and `registry.tls.key`; and
    /// `registry.api_key.header` and `registry.api_key.file`.
    init(settings: Settings) throws(SetupError) {
        let oin = try settings.optionalOIN("registry.oin")
        address = try settings.webAddress("registry.address", allowsLoopback: oin == nil)
        headers = try Self.apiKey(settings)
        switch (oin, settings.optionalText("registry.anchors")) {
        case (let oin?, nil):
            server = .organisation(oin: oin.digits)
        case (nil, _?):
            let anchors = try settings.contents("registry.anchors")
            guard (try? PublicClient(anchorsPEM: anchors)) != nil else {
                throw SetupError(
                    .settingInvalid, "expected certificates in PEM as 'registry.anchors'")
            }
            let hasIdentity = settings.optionalText("registry.tls.certificate") != nil
            server = .hostName(
                anchorsPEM: anchors,
                identity: hasIdentity ? try settings.tlsIdentity("registry.tls") : nil)
        default:
            throw SetupError(
                .settingInvalid,
                "expected either 'registry.oin' or 'registry.anchors': how the registry is known")
        }
    }

    /// The header with the key; the key stands in a file of its own, and in no message.
    private static func apiKey(_ settings: Settings) throws(SetupError) -> [(String, String)] {
        guard let name = settings.optionalText("registry.api_key.header") else { return [] }
        let key = try settings.document("registry.api_key.file")
        let isToken =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x61...0x7A).contains(byte) || byte == 0x2D
            }
        let taken = ["content-type", "accept", "host", "content-length", "connection"]
        guard isToken, !taken.contains(name.lowercased()) else {
            throw SetupError(
                .settingInvalid,
                "expected 'registry.api_key.header' as a header's name such as X-API-KEY")
        }
        let isPrintable = key.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        guard isPrintable, (1...4096).contains(key.utf8.count) else {
            throw SetupError(
                .settingInvalid, "expected one line of ASCII in 'registry.api_key.file'")
        }
        return [(name, key)]
    }
}
