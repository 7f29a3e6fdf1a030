internal import NIOCore

/// Where a server listens.
package struct ServerAddress: Sendable, Hashable {
    /// A host name or IP address of this machine.
    package let host: String
    /// The port; 0 lets the system choose a free one, which `onRunning` reports.
    package let port: Int
    /// The setting that says so, for errors: `listen` of `listen.host` and `listen.port`.
    let setting: String?

    package init(host: String, port: Int, setting: String? = nil) {
        self.host = host
        self.port = port
        self.setting = setting
    }

    /// A free port on 127.0.0.1.
    package static let anyLoopback = ServerAddress(host: "127.0.0.1", port: 0)

    /// Whether the host is this machine itself, where plain HTTP is allowed.
    package var isLoopback: Bool { WebAddress.isLoopback(host: host) }

    /// Whether the host has the form of a name or of an IP address; whether it is this machine's,
    /// only listening tells.
    package var isWellFormed: Bool {
        let isNumeric = host.utf8.allSatisfy { $0 == 0x2e || (0x30...0x39).contains($0) }
        if isNumeric || host.utf8.contains(0x3a) {
            return (try? SocketAddress(ipAddress: host, port: port)) != nil
        }
        return (try? WebAddress("https://\(host)/"))?.host == host.lowercased()
    }

    /// What an error calls it.
    var description: String {
        "\(host):\(port)" + (setting.map { " ('\($0).host' and '\($0).port')" } ?? "")
    }
}
