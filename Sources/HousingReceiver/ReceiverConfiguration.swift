package import BlueButton
package import IncomeRules
import OpenSSL
package import PartySetup
import Sovereignty
package import Transport
package import Trust

/// What the receiver needs to run, read and checked.
package struct ReceiverConfiguration: Sendable {
    /// Where the outside reaches it, over TLS.
    package let address: ServerAddress
    /// Where the corporation's own people and programs reach it.
    package let backOffice: ServerAddress
    /// The OINs that may use the back office by certificate; empty: plain HTTP on this machine.
    package let backOfficeClients: Set<String>
    package let tls: TLSIdentity
    package let sealer: Sealer
    package let trust: TrustStore
    /// The directory's text, verified when the program starts; nil: the service is asked.
    package let directory: String?
    /// The service's origin, where directories are fetched; nil: the directory's own.
    package let service: Origin?
    /// Where timestamps come from.
    package let timestamping: Timestamping
    /// The folder of the database.
    package let dataFolder: String
    /// The origin under which the outside knows it: one of those that the directory lists.
    package let publicOrigin: Origin
    /// The privacy notice's address.
    package let notice: String
    /// Where citizens confirm, where that is a page of the corporation's own web front: it knows
    /// the session that started the request. nil: this program's own `/confirm`.
    package let confirmationPage: String?
    /// How long requests live, in days, at most 30.
    package let requestDays: Int
    /// The longest time between two rounds of fetching revocation lists.
    package let listInterval: Duration
    /// How long evidence is kept after the data, in days.
    package let evidenceDays: Int
    /// Seven years, as for an administration (Algemene wet inzake rijksbelastingen 52).
    package static let usualEvidenceDays = 2557
    /// The limits by which incomes are tested.
    package let limits: IncomeLimits

    package init(
        address: ServerAddress, backOffice: ServerAddress, backOfficeClients: Set<String> = [],
        tls: TLSIdentity, sealer: Sealer, trust: TrustStore, directory: String?,
        service: Origin? = nil, timestamping: Timestamping, dataFolder: String,
        publicOrigin: Origin, notice: String? = nil,
        confirmationPage: String? = nil, requestDays: Int = 14,
        evidenceDays: Int = Self.usualEvidenceDays,
        listInterval: Duration = .seconds(3600), limits: IncomeLimits = .none
    ) {
        self.address = address
        self.backOffice = backOffice
        self.backOfficeClients = backOfficeClients
        self.tls = tls
        self.sealer = sealer
        self.trust = trust
        self.directory = directory
        self.service = service
        self.timestamping = timestamping
        self.dataFolder = dataFolder
        self.publicOrigin = publicOrigin
        self.notice = notice ?? "\(publicOrigin.text)/privacy"
        self.confirmationPage = confirmationPage
        self.requestDays = requestDays
        self.listInterval = listInterval
        self.evidenceDays = evidenceDays
        self.limits = limits
    }

    /// Reads the configuration file of `blauweknop-receiver`.
    package init(settings: Settings) throws(SetupError) {
        address = try settings.listenAddress()
        backOffice = try settings.listenAddress("backoffice")
        backOfficeClients = Set(try settings.oins("backoffice.clients").map(\.digits))
        guard backOffice.isLoopback || !backOfficeClients.isEmpty else {
            throw SetupError(
                .settingInvalid,
                "expected 'backoffice.host' as a loopback address, or 'backoffice.clients'")
        }
        tls = try settings.tlsIdentity()
        sealer = try settings.sealer()
        trust = try settings.trust()
        service = try Self.origin("service", in: settings)
        directory =
            settings.optionalText("directory") == nil ? nil : try settings.document("directory")
        timestamping = try settings.timestamping()
        dataFolder = try settings.location("data")
        guard let origin = try Self.origin("public_origin", in: settings) else {
            throw SetupError(.settingMissing, "expected the setting 'public_origin'")
        }
        publicOrigin = origin
        notice = try settings.optionalWebAddress("notice") ?? "\(origin.text)/privacy"
        confirmationPage = try settings.optionalWebAddress("confirmation_page")
        requestDays = try settings.number("request_days", default: 14, in: 1...30)
        listInterval = try settings.listInterval()
        evidenceDays = try settings.number(
            "evidence_days", default: Self.usualEvidenceDays, in: 0...36_500)
        limits = try Self.limits(settings)
        try settings.finish()
        guard directory != nil || service != nil else {
            throw SetupError(
                .settingMissing, "expected the setting 'directory' (a file) or 'service'")
        }
    }

    /// The addresses under which the outside reaches this corporation.
    var site: Site {
        Site(origin: publicOrigin, notice: notice, confirmationPage: confirmationPage)
    }

    /// Demands that a directory lists this corporation, and its addresses.
    func check(in directory: Directory) throws(Refusal) {
        let recipient = try directory.recipient(OIN(sealer.oin))
        try recipient.allows(address: site.responses)
        if let page = confirmationPage { try recipient.allows(address: page) }
    }

    /// Demands a seal and a TLS certificate of this corporation that those who judge them now will
    /// accept.
    ///
    /// - Throws: `TrustError`; `Refusal` where the seal names no OIN.
    func checkIdentities(trust: TrustStore, at now: UnixTime) throws {
        try Renewal.check(sealer, role: .recipient, trust: trust, at: now)
        try Renewal.check(tls, of: OIN(sealer.oin), trust: trust, at: now)
    }

    /// Judges everything as a start would, but opens no database and no port, and asks nobody.
    ///
    /// - Throws: what the receiver's start throws.
    func check(at now: UnixTime) throws {
        let shelf = RevocationShelf(folder: "\(dataFolder)/crls")
        let store = LiveTrust(trust, fetched: shelf.lists(by: trust)).store
        _ = try TimestampClient(timestamping, trust: { store }, clock: .system)
        try Renewal.atStart { try checkIdentities(trust: store, at: now) }
        guard let directory else { return }
        try check(in: Directory.verify(directory, trust: store, at: now))
    }

    /// The limits file; without one no income is judged.
    private static func limits(_ settings: Settings) throws(SetupError) -> IncomeLimits {
        guard let bytes = try settings.optionalBytes("limits") else { return .none }
        do {
            return try IncomeLimits(bytes)
        } catch {
            throw SetupError(.settingInvalid, "\(error.message) (setting 'limits')")
        }
    }

    private static func origin(
        _ key: String, in settings: Settings
    ) throws(SetupError) -> Origin? {
        guard let text = settings.optionalText(key) else { return nil }
        guard let origin = try? Origin(text) else {
            throw SetupError(
                .settingInvalid, "expected '\(key)' as an origin such as https://example.nl:8443")
        }
        return origin
    }
}
