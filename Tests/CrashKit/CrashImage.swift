import Foundation

/// What a disk can hold after the power went away.
package struct CrashImage: Sendable {
    /// The bytes of each file; those of shared memory are never among them.
    package let files: [String: [UInt8]]
    /// The last mark before the crash: what was acknowledged by then must be there.
    package let acknowledged: Int

    /// Writes the image as a folder.
    package func write(to folder: String) throws {
        let manager = FileManager.default
        try? manager.removeItem(atPath: folder)
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, bytes) in files {
            try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
    }
}
