import Foundation

/// What commands write: results on standard output, refusals on standard error.
enum CommandOutput {
    static func write(_ text: String) {
        try? FileHandle.standardOutput.write(contentsOf: Array(text.utf8))
    }

    static func error(_ text: String) {
        try? FileHandle.standardError.write(
            contentsOf: Array("registries-mock: error: \(text)\n".utf8))
    }
}
