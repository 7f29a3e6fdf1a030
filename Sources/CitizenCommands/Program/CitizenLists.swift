import BlueButton
import JOSE
import Logging
import PartySetup
import Sovereignty
import StrictJSON
import Synchronization
import Trust

/// The revocation lists of the citizen's program: kept in its home, fetched once in each run.
///
/// The addresses are those of the directory that was verified last. Only where no list is current,
/// and so no directory can be verified, those of the directory at hand are asked before it is: what
/// comes from there counts by its signature alone, and the directory is verified afterwards.
final class CitizenLists: Sendable {
    /// How long a run waits for lists that it can do without.
    private static let patience = Duration.seconds(5)

    let trust: LiveTrust
    private let home: CitizenHome
    private let clock: WallClock
    private let fetcher: RevocationFetcher
    private let asked = Mutex<[String]>([])

    init(
        home: CitizenHome, trust folder: TrustStore, clock: WallClock, logger: Logger
    ) {
        let shelf = RevocationShelf(folder: "\(home.path)/crls")
        trust = LiveTrust(folder, fetched: shelf.lists(by: folder))
        self.home = home
        self.clock = clock
        fetcher = RevocationFetcher(
            trust: trust, shelf: shelf, addresses: { [] }, clock: clock, logger: logger)
    }

    /// Fetches what is needed before a directory can be verified; nothing while lists are current.
    func prepare(for text: String) async {
        guard trust.problem(at: clock.now()) != nil else { return }
        let known = try? home.text(DirectoryMemory.file)
        await refresh(at: Self.addresses(in: known ?? text))
    }

    /// Fetches the lists of a verified directory, once in a run.
    ///
    /// - Returns: whether anything was asked: then what was judged before is judged anew.
    func refresh(by directory: Directory) async -> Bool {
        let addresses = directory.revocationAddresses
        guard !addresses.isEmpty, asked.withLock({ $0 }) != addresses else { return false }
        await refresh(at: addresses)
        return true
    }

    private func refresh(at addresses: [String]) async {
        asked.withLock { $0 = addresses }
        await fetcher.refresh(at: addresses, within: Self.patience)
    }

    private static func addresses(in text: String) -> [String] {
        guard let jws = try? CompactJWS(text, maximumBytes: DocumentLimits.directory),
            let value = try? JSONValue.parse(jws.payload, maximumBytes: DocumentLimits.directory)
        else { return [] }
        return (try? JSONReader(value).strings("crls"))?.filter { $0.hasPrefix("https://") } ?? []
    }
}
