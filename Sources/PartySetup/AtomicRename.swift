import Foundation

/// The platform's `rename`, which Foundation offers only without replacing.
enum AtomicRename {
    /// Moves a file over another in one step; false where the system refuses.
    static func move(_ path: String, over target: String) -> Bool {
        unsafe rename(path, target) == 0
    }
}
