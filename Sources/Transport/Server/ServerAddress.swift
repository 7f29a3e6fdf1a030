/// Where a server listens.
package struct ServerAddress: Sendable, Hashable {
    /// A host name or IP address of this machine.
    package let host: String
    /// The port; 0 lets the system choose a free one, which `onRunning` reports.
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// A free port on 127.0.0.1.
    package static let anyLoopback = ServerAddress(host: "127.0.0.1", port: 0)
}
