import BlueButton
package import IncomeRules
package import OpenSSL
package import PartySetup
package import Transport
package import Trust

/// What a gateway needs to run, read and checked: one process may serve many sources.
package struct GatewayConfiguration: Sendable {
    /// Which interface stands behind a source.
    package enum RegistryKind: String, Sendable, CaseIterable {
        /// Haal Centraal BRP bevragen.
        case brp
        /// Basisregistratie Inkomen.
        case bri
        /// Any other register, which says itself what it holds and makes no attestations.
        case register
    }

    /// One source behind the gateway.
    package struct SourceSettings: Sendable {
        package let kind: RegistryKind
        package let sealer: Sealer
        /// Keys that tokens are encrypted to; older ones are kept until every directory that names
        /// them has expired.
        package let encryptionKeys: [P256PrivateKey]
        /// How the registry's interface is reached.
        package let registry: RegistryAccess
        /// The tax years that income attestations speak of.
        package let taxYears: [Int]
        /// The limits that income attestations say to be under.
        package let limits: IncomeLimits

        package init(
            kind: RegistryKind, sealer: Sealer, encryptionKeys: [P256PrivateKey],
            registry: RegistryAccess, taxYears: [Int] = [],
            limits: IncomeLimits = .none
        ) {
            self.kind = kind
            self.sealer = sealer
            self.encryptionKeys = encryptionKeys
            self.registry = registry
            self.taxYears = taxYears
            self.limits = limits
        }

        /// Reads the configuration file of one source.
        init(settings: Settings) throws(SetupError) {
            guard let kind = RegistryKind(rawValue: try settings.text("registry.kind")) else {
                throw SetupError(
                    .settingInvalid, "expected 'registry.kind' to be brp, bri or register")
            }
            self.kind = kind
            sealer = try settings.sealer()
            encryptionKeys = try settings.privateKeys("encryption_keys")
            registry = try RegistryAccess(settings: settings)
            var years: [Int] = []
            for text in settings.texts("registry.tax_years") {
                guard let year = Int(text), (2000...2100).contains(year) else {
                    throw SetupError(
                        .settingInvalid, "expected 'registry.tax_years' such as [\"2024\"]")
                }
                years.append(year)
            }
            guard kind != .bri || !years.isEmpty else {
                throw SetupError(.settingMissing, "expected 'registry.tax_years' for a bri source")
            }
            taxYears = years
            limits = kind == .bri ? try Self.limits(settings) : .none
            try settings.finish()
        }

        /// The limits file; without one no claim of a limit is made.
        private static func limits(_ settings: Settings) throws(SetupError) -> IncomeLimits {
            guard let bytes = try settings.optionalBytes("registry.limits") else { return .none }
            do {
                return try IncomeLimits(bytes)
            } catch {
                throw SetupError(
                    .settingInvalid, "\(error.message) (setting 'registry.limits')")
            }
        }
    }

    package let address: ServerAddress
    package let tls: TLSIdentity
    package let trust: TrustStore
    /// The directory's text; it is verified when the program starts.
    package let directory: String
    package let sources: [SourceSettings]
    /// How long the registry has.
    package let patience: Duration
    /// Orders per person and minute, at each source.
    package let ordersPerMinute: Int
    package let identityProvider: ProviderSettings
    /// The folder in which fetched revocation lists are kept; nil: in memory alone.
    package let dataFolder: String?
    /// The longest time between two rounds of fetching revocation lists.
    package let listInterval: Duration

    package init(
        address: ServerAddress, tls: TLSIdentity, trust: TrustStore, directory: String,
        sources: [SourceSettings], patience: Duration = .milliseconds(2500),
        ordersPerMinute: Int = 60, identityProvider: ProviderSettings = ProviderSettings(),
        dataFolder: String? = nil, listInterval: Duration = .seconds(3600)
    ) {
        self.address = address
        self.tls = tls
        self.trust = trust
        self.directory = directory
        self.sources = sources
        self.patience = patience
        self.ordersPerMinute = ordersPerMinute
        self.identityProvider = identityProvider
        self.dataFolder = dataFolder
        self.listInterval = listInterval
    }

    /// Reads the configuration file of `blauweknop-gateway`; each source has a file of its own.
    package init(settings: Settings) async throws(SetupError) {
        address = try settings.listenAddress()
        tls = try settings.tlsIdentity()
        trust = try settings.trust()
        directory = try settings.document("directory")
        patience = .milliseconds(
            try settings.number(
                "registry_deadline_milliseconds", default: 2500, in: 100...60_000))
        ordersPerMinute = try settings.number("orders_per_minute", default: 60, in: 1...100_000)
        identityProvider = try settings.identityProvider()
        dataFolder = settings.optionalText("data") == nil ? nil : try settings.location("data")
        listInterval = try settings.listInterval()
        var sources: [SourceSettings] = []
        for file in settings.locations("sources") {
            sources.append(
                try SourceSettings(
                    settings: await Settings(file: file, environmentPrefix: nil)))
        }
        guard !sources.isEmpty else {
            throw SetupError(.settingMissing, "expected 'sources': files, one for each source")
        }
        self.sources = sources
        try settings.finish()
    }
}
