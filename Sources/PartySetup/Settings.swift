import Configuration
import Foundation
import StrictJSON
import Synchronization
import SystemPackage

/// The settings of a program: a JSON file, over which environment variables go.
///
/// A setting `tls.key` can be given as `BLAUWEKNOP_TLS_KEY`. Paths in the file are relative to the
/// file's folder. A member of the file that nobody asked for is an error, and so is a variable that
/// seems to mean a setting, so that a misspelt one is not passed over.
package final class Settings: Sendable {
    private let reader: ConfigReader
    /// The names of the file's members, nested ones joined by dots.
    private let written: [String]
    private let asked = Mutex<Set<String>>([])
    /// The settings that are there, but not of the kind that was asked for.
    private let misread = Mutex<Set<String>>([])
    private let path: String
    private let folder: String
    /// The environment's names, and what those of settings begin with; none where it has no say.
    private let variables: (names: [String], prefix: String)?

    /// Reads a configuration file.
    ///
    /// - Parameter environmentPrefix: nil where the environment has no say, as in files of which
    ///   there are several.
    package init(
        file path: String, environmentPrefix: String? = "blauweknop",
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws(SetupError) {
        let bytes = try TextFile.bytes(path)
        do {
            let value = try JSONValue.parse(bytes, maximumBytes: 1 << 20)
            written = try Self.names(in: JSONReader(value))
        } catch {
            throw SetupError(
                .configurationMalformed,
                "expected '\(path)' to be a JSON object of settings, without fractions")
        }
        do {
            let file = try await FileProvider<JSONSnapshot>(filePath: FilePath(path))
            if let environmentPrefix {
                let prefix = ConfigKey(environmentPrefix)
                reader = ConfigReader(providers: [
                    EnvironmentVariablesProvider(environmentVariables: environment)
                        .prefixKeys(with: prefix), file,
                ])
            } else {
                reader = ConfigReader(provider: file)
            }
        } catch {
            throw SetupError(
                .configurationMalformed, "expected '\(path)' to be a JSON object of settings")
        }
        self.path = path
        variables = environmentPrefix.map { (Array(environment.keys), $0) }
        folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    private static func names(in reader: JSONReader) throws -> [String] {
        _ = try reader.asObject()
        return try reader.members.flatMap { name, member in
            if case .object = member.value { return try names(in: member).map { "\(name).\($0)" } }
            return [name]
        }
    }

    /// A text that must be there.
    package func text(_ key: String) throws(SetupError) -> String {
        guard let text = optionalText(key) else {
            throw missing(key)
        }
        return text
    }

    /// A text that may be absent.
    package func optionalText(_ key: String) -> String? {
        note(key)
        let text = reader.string(forKey: ConfigKey(key))
        if text == nil { noteMisread(key) }
        return text
    }

    /// Several texts; none where the setting is absent.
    package func texts(_ key: String) -> [String] {
        note(key)
        let texts = reader.stringArray(forKey: ConfigKey(key))
        if texts == nil { noteMisread(key) }
        return texts ?? []
    }

    /// A whole number within a range.
    package func number(
        _ key: String, default fallback: Int? = nil, in range: ClosedRange<Int>
    ) throws(SetupError) -> Int {
        note(key)
        let given = reader.int(forKey: ConfigKey(key))
        if given == nil, isGiven(key) {
            throw SetupError(.settingInvalid, "expected '\(key)' to be a whole number")
        }
        guard let number = given ?? fallback else {
            throw missing(key)
        }
        guard range.contains(number) else {
            throw SetupError(
                .settingInvalid,
                "expected '\(key)' from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A path, taken from the configuration file's folder where it is relative.
    package func location(_ key: String) throws(SetupError) -> String {
        resolve(try text(key))
    }

    /// Several paths.
    package func locations(_ key: String) -> [String] {
        texts(key).map { resolve($0) }
    }

    /// The text of the file that a setting names.
    package func contents(_ key: String) throws(SetupError) -> String {
        do {
            return try TextFile.text(try location(key))
        } catch {
            throw SetupError(error.code, "\(error.message) (setting '\(key)')")
        }
    }

    /// The document in the file that a setting names, without the line feeds at its end: they are
    /// no part of it.
    package func document(_ key: String) throws(SetupError) -> String {
        var text = try contents(key)[...]
        while text.last?.isNewline == true { text = text.dropLast() }
        return String(text)
    }

    /// The bytes of the file that a setting names; nil where the setting is absent.
    package func optionalBytes(_ key: String) throws(SetupError) -> [UInt8]? {
        guard optionalText(key) != nil else { return nil }
        return Array(try contents(key).utf8)
    }

    /// Refuses members of the file that nobody asked for, or that are of another kind than was
    /// asked for, and variables that seem to mean a setting. Call it when all settings were read.
    package func finish() throws(SetupError) {
        if let key = misread.withLock({ $0.min() }) {
            throw SetupError(
                .settingInvalid, "expected another kind of value for '\(key)' in '\(path)'")
        }
        let known = asked.withLock { $0 }
        let unknown = written.filter { !known.contains($0) }
        guard unknown.isEmpty else {
            throw SetupError(
                .settingUnknown,
                "expected no setting '\(unknown.sorted()[0])' in '\(path)'; known are "
                    + known.sorted().joined(separator: ", "))
        }
        try finishEnvironment()
    }

    /// Refuses variables of the environment that seem to mean one of the settings that were asked
    /// for. For programs that read a part of the file alone; `finish` does it as well.
    package func finishEnvironment() throws(SetupError) {
        guard let variables,
            let (variable, meant) = names(variables.prefix).misspelt(in: variables.names)
        else { return }
        throw SetupError(
            .settingUnknown,
            "expected no variable '\(variable)'; known is \(meant.joined(separator: ", "))")
    }

    /// The variables with the prefix that no setting was read from, and no near one: others' or
    /// mistakes, which nobody can tell. The citizen's own is not among them.
    package var strangeVariables: [String] {
        guard let variables else { return [] }
        return names(variables.prefix).strange(in: variables.names)
            .filter { $0 != "BLAUWEKNOP_HOME" }
    }

    private func names(_ prefix: String) -> VariableNames {
        VariableNames(keys: asked.withLock { $0 }, prefix: prefix)
    }

    /// That a setting is missing, with the member that may have been meant for it.
    private func missing(_ key: String) -> SetupError {
        let known = asked.withLock { $0 }
        let near = NearName.of(key, among: written.filter { !known.contains($0) })
        return SetupError(
            .settingMissing,
            "expected the setting '\(key)' in '\(path)'" + (near.map { ", not '\($0)'" } ?? ""))
    }

    private func note(_ key: String) {
        asked.withLock { _ = $0.insert(key) }
    }

    /// Remembers a setting that could not be read although the file has it.
    private func noteMisread(_ key: String) {
        if written.contains(key) { misread.withLock { _ = $0.insert(key) } }
    }

    private func isGiven(_ key: String) -> Bool {
        written.contains(key) || reader.string(forKey: ConfigKey(key)) != nil
    }

    private func resolve(_ text: String) -> String {
        text.hasPrefix("/") ? text : "\(folder)/\(text)"
    }
}
