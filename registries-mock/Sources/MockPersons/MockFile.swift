import Foundation
package import StrictJSON

/// Reads the data files of the mocks.
package enum MockFile {
    /// The bytes of a file.
    ///
    /// - Throws: `file-unreadable`, naming the file by its last part.
    static func bytes(_ path: String) throws(MockPersonsError) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            throw MockPersonsError(.fileUnreadable, "expected a readable file '\(name)'")
        }
        return [UInt8](data)
    }

    /// - Throws: `too-large`, or `shape` where it is not strict JSON, with the line.
    package static func json(
        _ bytes: [UInt8], named name: String, maximumBytes: Int
    ) throws(MockPersonsError) -> JSONReader {
        guard bytes.count <= maximumBytes else {
            throw MockPersonsError(
                .tooLarge, "expected a file of \(name) of at most \(maximumBytes) bytes")
        }
        do {
            return JSONReader(try JSONValue.parse(bytes, maximumBytes: maximumBytes))
        } catch {
            throw MockPersonsError(
                .shape, "expected JSON in the file of \(name): \(error.message)",
                line: 1 + bytes.prefix(error.offset).count { $0 == 0x0A })
        }
    }
}
