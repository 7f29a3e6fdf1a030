package import OpenSSL
package import Transport

/// Which mocks run, and where.
package struct LandscapeConfiguration: Sendable {
    /// A registry: TLS with a certificate of the caller.
    package struct Registry: Sendable {
        package var address: ServerAddress
        package var tls: TLSIdentity
        /// Decides about the organisations that ask.
        package var clients: PeerDecision
        /// Called once with the port, when connections are accepted.
        package var onRunning: @Sendable (_ port: Int) async -> Void

        package init(
            address: ServerAddress, tls: TLSIdentity, clients: @escaping PeerDecision,
            onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
        ) {
            self.address = address
            self.tls = tls
            self.clients = clients
            self.onRunning = onRunning
        }
    }

    /// The identity provider: TLS for anyone.
    package struct Provider: Sendable {
        package var address: ServerAddress
        package var tls: TLSIdentity
        package var digid: DigiDConfiguration
        package var onRunning: @Sendable (_ port: Int) async -> Void

        package init(
            address: ServerAddress, tls: TLSIdentity, digid: DigiDConfiguration,
            onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
        ) {
            self.address = address
            self.tls = tls
            self.digid = digid
            self.onRunning = onRunning
        }
    }

    /// What the authorities serve: TLS for anyone.
    package struct TrustServices: Sendable {
        package var address: ServerAddress
        package var tls: TLSIdentity
        /// The time-stamping authority; nil: it does not answer.
        package var unit: TimeStampingUnit?
        package var onRunning: @Sendable (_ port: Int) async -> Void

        package init(
            address: ServerAddress, tls: TLSIdentity, unit: TimeStampingUnit? = nil,
            onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
        ) {
            self.address = address
            self.tls = tls
            self.unit = unit
            self.onRunning = onRunning
        }
    }

    /// The testers' control: plain HTTP on 127.0.0.1.
    package struct Control: Sendable {
        package var port: Int
        package var onRunning: @Sendable (_ port: Int) async -> Void

        package init(
            port: Int, onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
        ) {
            self.port = port
            self.onRunning = onRunning
        }
    }

    /// Nil: this mock does not run.
    package var brp: Registry?
    package var bri: Registry?
    /// All registers that a file describes, on one server.
    package var registers: Registry?
    package var digid: Provider?
    package var trustServices: TrustServices?
    package var control: Control?
    /// The OpenAPI documents of BRP, BRI and the registers; none is served where there is none.
    package var documents: [MockName: [UInt8]] = [:]

    /// The revocation lists that are published.
    package var lists = PublishedLists()

    package init(
        brp: Registry? = nil, bri: Registry? = nil, digid: Provider? = nil,
        trustServices: TrustServices? = nil, control: Control? = nil
    ) {
        self.brp = brp
        self.bri = bri
        self.digid = digid
        self.trustServices = trustServices
        self.control = control
    }
}
