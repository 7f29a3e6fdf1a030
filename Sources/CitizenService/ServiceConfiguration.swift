import BlueButton
package import OpenSSL
package import PartySetup
package import Sovereignty
package import Transport
package import Trust

/// What the service needs to run, read and checked.
package struct ServiceConfiguration: Sendable {
    package let address: ServerAddress
    package let tls: TLSIdentity
    package let sealer: Sealer
    /// The key that signs the access log's checkpoints; its name is the directory's.
    package let logKey: Ed25519PrivateKey
    package let trust: TrustStore
    /// The directory's text; it is verified when the program starts.
    package let directory: String
    /// Where timestamps come from.
    package let timestamping: Timestamping
    /// The folder of the database.
    package let dataFolder: String
    /// How long the sources have, all together.
    package let patience: Duration
    package let identityProvider: ProviderSettings
    /// How long releases are kept.
    package let retention: ReleaseRetention
    /// The longest time between two rounds of fetching revocation lists.
    package let listInterval: Duration

    package init(
        address: ServerAddress, tls: TLSIdentity, sealer: Sealer, logKey: Ed25519PrivateKey,
        trust: TrustStore, directory: String, timestamping: Timestamping, dataFolder: String,
        patience: Duration = .seconds(3),
        identityProvider: ProviderSettings = ProviderSettings(),
        retention: ReleaseRetention = ReleaseRetention(),
        listInterval: Duration = .seconds(3600)
    ) {
        self.address = address
        self.tls = tls
        self.sealer = sealer
        self.logKey = logKey
        self.trust = trust
        self.directory = directory
        self.timestamping = timestamping
        self.dataFolder = dataFolder
        self.patience = patience
        self.identityProvider = identityProvider
        self.retention = retention
        self.listInterval = listInterval
    }

    /// Reads the configuration file of `blauweknop-service`.
    package init(settings: Settings) throws(SetupError) {
        address = try settings.listenAddress()
        tls = try settings.tlsIdentity()
        sealer = try settings.sealer()
        logKey = try Self.logKey(settings.contents("log.key"))
        trust = try settings.trust()
        directory = try settings.document("directory")
        timestamping = try settings.timestamping()
        dataFolder = try settings.location("data")
        patience = .milliseconds(
            try settings.number("deadline_milliseconds", default: 3000, in: 100...60_000))
        identityProvider = try settings.identityProvider()
        retention = ReleaseRetention(
            days: try settings.number(
                "retention_days", default: ReleaseRetention.usualDays, in: 30...36_500))
        listInterval = try settings.listInterval()
        try settings.finish()
    }

    /// The directory, verified, with this service and the expected identity provider in it.
    ///
    /// - Parameter store: in the place of the trust folder's own.
    /// - Throws: what verification refuses; `setting-invalid` where seal or issuer is another's.
    func verifiedDirectory(
        trust store: TrustStore? = nil, at time: UnixTime
    ) throws -> Directory {
        let verified = try Directory.verify(directory, trust: store ?? trust, at: time)
        guard sealer.oin == verified.service.oin.digits else {
            throw SetupError(
                .settingInvalid, "expected the seal of the service that the directory lists")
        }
        try identityProvider.check(verified)
        guard logKey.publicKey.rawRepresentation == verified.log.key else {
            throw SetupError(
                .settingInvalid, "expected the key of the access log that the directory lists")
        }
        return verified
    }

    /// Demands a seal and a TLS certificate of the directory's service that those who judge them
    /// now will accept.
    ///
    /// - Throws: `TrustError`.
    func checkIdentities(
        in directory: Directory, trust: TrustStore, at now: UnixTime
    ) throws(TrustError) {
        try Renewal.check(sealer, role: .service, trust: trust, at: now)
        try Renewal.check(tls, of: directory.service.oin, trust: trust, at: now)
    }

    /// Judges everything as a start would, but opens no database and no port, and asks nobody.
    ///
    /// - Throws: what the service's start throws.
    func check(at now: UnixTime) throws {
        let shelf = RevocationShelf(folder: "\(dataFolder)/crls")
        let store = LiveTrust(trust, fetched: shelf.lists(by: trust)).store
        let directory = try verifiedDirectory(trust: store, at: now)
        try Renewal.atStart { try checkIdentities(in: directory, trust: store, at: now) }
        _ = try identityProvider.discovery(of: directory, trust: store)
        _ = try TimestampClient(timestamping, trust: { store }, clock: .system)
    }

    /// Reads an Ed25519 key in PEM: in PKCS #8, or its seed alone as the test PKI writes it.
    private static func logKey(_ text: String) throws(SetupError) -> Ed25519PrivateKey {
        let seeds = (try? PEM.decode(text, label: "BLAUWEKNOP LOG SEED")) ?? []
        let key =
            seeds.count == 1
            ? try? Ed25519PrivateKey(seed: seeds[0]) : try? Ed25519PrivateKey(pem: text)
        guard let key else {
            throw SetupError(
                .settingInvalid,
                "expected one unencrypted Ed25519 key in PKCS #8 PEM (setting 'log.key')")
        }
        return key
    }
}
