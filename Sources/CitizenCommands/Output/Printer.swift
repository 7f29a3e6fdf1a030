import BlueButton
import Foundation
import PlainWords
import StrictJSON

/// Where commands write: answers to standard output, the rest to standard error.
///
/// What is for people is never wider than 80 columns, but for a word that is. A closed pipe is the
/// end of the output, not an error.
struct Printer: Sendable {
    let language: Language
    /// Whether standard output gets JSON, and nothing else.
    let isJSON: Bool
    /// Where whoever reads is, as far as clocks go.
    var zone = LocalZone.ofMachine

    var texts: Texts { Texts(language, zone: zone) }

    /// Writes a text for people; nothing in JSON mode.
    func say(_ text: String = "") {
        if !isJSON { Self.write(Self.fitting(text), to: .standardOutput) }
    }

    /// Writes a text as it is, such as one that another program reads; nothing in JSON mode.
    func sayAsIs(_ text: String) {
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

    /// Writes a text for people who must act, wherever the output goes.
    func tell(_ text: String) {
        Self.write(Self.fitting(text), to: .standardError)
    }

    /// Explains trouble: what was expected, and what can be done.
    func tell(_ trouble: CitizenError) {
        for line in texts.lines(of: trouble) { tell(line) }
    }

    private static func fitting(_ text: String) -> String {
        Wrapping.fitting(text).joined(separator: "\n") + "\n"
    }

    private static func write(_ text: String, to handle: FileHandle) {
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
