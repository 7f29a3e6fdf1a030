package import Trust

/// Anchors and a directory that whoever checks has already, such as those of the citizen's program.
package struct KnownTrust: Sendable {
    let store: TrustStore
    let directory: String?
    let directoryName: String

    /// - Parameters:
    ///   - directory: the directory that was last seen, sealed; it is verified before it is used.
    ///   - directoryName: what lines call it.
    package init(store: TrustStore, directory: String?, directoryName: String) {
        self.store = store
        self.directory = directory
        self.directoryName = directoryName
    }
}
