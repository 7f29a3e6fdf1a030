/// A disk that keeps what was synced, and of the rest whatever it likes.
///
/// Between two syncs of a file the disk may have written none, all or any of the changes, in any
/// order, and a write in part, by sectors. A file that was created is there for certain after its
/// first sync, which syncs the folder too; one that was deleted may still be there until a folder
/// is synced next. What a disk that lies about syncs would do is not played: no program can stand
/// that.
struct CrashDisk {
    /// What happens to the changes that no sync covers.
    enum Fate: CaseIterable {
        /// None of them was written.
        case lost
        /// All of them were written.
        case kept
        /// Each was written or not, as it falls.
        case scattered
        /// As scattered, and each write is torn into its sectors.
        case torn
    }

    private struct File {
        /// What is on the disk for certain; nil where the file may not be there at all.
        var durable: [UInt8]?
        /// Changes since the last sync, oldest first.
        var pending: [DiskChange.Kind] = []
    }

    private static let sector = 512
    private var files: [String: File] = [:]
    private(set) var acknowledged = 0

    mutating func apply(_ change: DiskChange) {
        switch change.kind {
        case .mark(let number):
            acknowledged = number
        case .sync:
            sync(change.file)
        case .create:
            // Where a file of that name was deleted just before, that stays to be seen.
            files[change.file, default: File()].pending.append(.create)
        case .delete:
            // It may be gone or not; SQLite must stand both, so the image keeps it or drops it.
            files[change.file]?.pending.append(.delete)
        case .write, .truncate:
            files[change.file, default: File()].pending.append(change.kind)
        }
    }

    private mutating func sync(_ name: String) {
        guard var file = files[name] else { return }
        // SQLite syncs the folder with a new file's first sync: what was deleted in it is gone.
        if file.durable == nil {
            for (other, deleted) in files where other != name {
                if case .delete? = deleted.pending.last { files[other] = nil }
            }
        }
        var bytes = file.durable ?? []
        for change in file.pending { Self.perform(change, on: &bytes) }
        file.durable = bytes
        file.pending = []
        files[name] = file
    }

    /// An image of the disk at this moment.
    func image(_ fate: Fate, using chance: inout Chance) -> CrashImage {
        var images: [String: [UInt8]] = [:]
        // Sorted, so that chance falls the same way in every run.
        for (name, file) in files.sorted(by: { $0.key < $1.key }) {
            var bytes = file.durable
            for change in file.pending {
                guard let part = Self.part(of: change, fate, using: &chance) else { continue }
                if case .delete = part {
                    bytes = nil
                    continue
                }
                var content = bytes ?? []
                for piece in Self.pieces(of: part, fate, using: &chance) {
                    Self.perform(piece, on: &content)
                }
                bytes = content
            }
            images[name] = bytes
        }
        return CrashImage(files: images, acknowledged: acknowledged)
    }

    private static func part(
        of change: DiskChange.Kind, _ fate: Fate, using chance: inout Chance
    ) -> DiskChange.Kind? {
        switch fate {
        case .lost: nil
        case .kept: change
        case .scattered, .torn: chance.isHeads() ? change : nil
        }
    }

    private static func pieces(
        of change: DiskChange.Kind, _ fate: Fate, using chance: inout Chance
    ) -> [DiskChange.Kind] {
        guard fate == .torn, case .write(let offset, let bytes) = change else { return [change] }
        var pieces: [DiskChange.Kind] = []
        var start = 0
        while start < bytes.count {
            // Up to the next border of a sector on the disk.
            let border = ((offset + start) / sector + 1) * sector - offset
            let end = min(bytes.count, border)
            if chance.isHeads() {
                pieces.append(.write(offset: offset + start, bytes: [UInt8](bytes[start..<end])))
            }
            start = end
        }
        return pieces
    }

    private static func perform(_ change: DiskChange.Kind, on bytes: inout [UInt8]) {
        switch change {
        case .write(let offset, let data):
            if bytes.count < offset + data.count {
                bytes += [UInt8](repeating: 0, count: offset + data.count - bytes.count)
            }
            bytes.replaceSubrange(offset..<offset + data.count, with: data)
        case .truncate(let size):
            if bytes.count > size {
                bytes.removeLast(bytes.count - size)
            } else {
                bytes += [UInt8](repeating: 0, count: size - bytes.count)
            }
        case .delete, .create:
            bytes = []
        case .sync, .mark:
            break
        }
    }
}
