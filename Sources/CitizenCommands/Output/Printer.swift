import BlueButton
import Foundation
import PartySetup
import StrictJSON

/// Where commands write: answers to standard output, the rest to standard error.
///
/// A closed pipe is the end of the output, not an error.
struct Printer: Sendable {
    let language: Language
    /// Whether standard output gets JSON, and nothing else.
    let isJSON: Bool

    var texts: Texts { Texts(language) }

    /// Writes a line for people; nothing in JSON mode.
    func say(_ text: String = "") {
        if !isJSON { Self.write(text + "\n", to: .standardOutput) }
    }

    /// Writes the answer for machines; nothing otherwise.
    func answer(_ json: JSONValue) {
        if isJSON { Self.write(json.text + "\n", to: .standardOutput) }
    }

    /// Writes a document as it is, for machines.
    func document(_ bytes: [UInt8]) {
        if isJSON {
            Self.write(String(decoding: bytes, as: UTF8.self) + "\n", to: .standardOutput)
        }
    }

    /// Writes a line for people who must act, wherever the output goes.
    func tell(_ text: String) {
        Self.write(text + "\n", to: .standardError)
    }

    /// Explains trouble: what was expected, and what can be done.
    func tell(_ trouble: CitizenError) {
        tell("blauweknop: error: \(texts.message(of: trouble)) (\(trouble.code))")
        if let hint = trouble.hint { tell("blauweknop: hint: \(texts.hint(hint))") }
    }

    private static func write(_ text: String, to handle: FileHandle) {
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
