/// One change that SQLite made to a file of the recorded folder, or a mark between them.
package struct DiskChange: Sendable {
    package enum Kind: Sendable {
        case write(offset: Int, bytes: [UInt8])
        case truncate(size: Int)
        case sync
        case create
        case delete
        /// What was acknowledged so far is numbered.
        case mark(Int)
    }

    /// The file's name below the folder; empty for a mark.
    package let file: String
    package let kind: Kind
}
