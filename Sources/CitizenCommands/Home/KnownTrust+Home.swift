import DocumentCheck
import PartySetup
import Trust

extension KnownTrust {
    /// The anchors, revocation lists and directory that this program has; nil where it has no
    /// configuration.
    init?(home: CitizenHome) {
        guard let configuration = try? CitizenConfiguration(home: home) else { return nil }
        let shelf = RevocationShelf(folder: "\(home.path)/crls")
        self.init(
            store: configuration.trust.adding(
                revocationLists: shelf.lists(by: configuration.trust)),
            directory: (try? home.text(DirectoryMemory.file)) ?? nil,
            directoryName: DirectoryMemory.file)
    }
}
