import DocumentCheck
import PartySetup

/// What came of checking a folder.
struct Verdict: Sendable, CustomStringConvertible {
    let lines: [CheckLine]
    /// Every code with which something failed, with the file's name before it.
    let failures: [String]

    init(lines: [CheckLine]) {
        self.lines = lines
        failures = lines.compactMap { line in
            guard case .failed(let code, _) = line.verdict else { return nil }
            return "\(line.document) \(code)"
        }
    }

    init(setup error: SetupError) {
        lines = []
        failures = ["trust \(error.code.rawValue)"]
    }

    var codes: Set<String> {
        Set(failures.compactMap { $0.split(separator: " ").last.map(String.init) })
    }
    var holds: Bool { failures.isEmpty }
    /// Refused, and every failure with a code.
    var isRefused: Bool {
        !holds
            && codes.allSatisfy { code in
                code.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
            }
    }
    var description: String {
        failures.isEmpty
            ? "holds"
            : (failures + lines.filter(\.isFailure).map(\.text)).joined(separator: "\n")
    }

    /// Whether a document was looked at and found good.
    func accepts(_ document: String) -> Bool {
        lines.contains { $0.document == document && $0.verdict == .ok }
    }
}
