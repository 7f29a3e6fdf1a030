import ArgumentParser
import BlueButton
import OpenSSL
import PartySetup
import SchemeAuthority

/// How the commands end, and the files that they share.
enum SchemeRun {
    /// Runs a command: exit code 2 for files that are not there or not usable, 1 for a refusal.
    static func orExplain(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as SchemeError {
            throw ended(error.message, error.code.rawValue)
        } catch let error as Refusal {
            throw ended(error.message, error.code.rawValue)
        } catch {
            try await ProgramRun.orExplain("blauweknop-scheme") { throw error }
        }
    }

    private static func ended(_ message: String, _ code: String) -> ExitCode {
        ProgramRun.complain("blauweknop-scheme: error: \(message) (\(code))")
        return ExitCode(1)
    }

    /// A document without the line feeds at its end: they are no part of it.
    static func document(_ path: String) throws(SetupError) -> String {
        var text = try TextFile.text(path)[...]
        while text.last?.isNewline == true { text = text.dropLast() }
        return String(text)
    }

    /// The version of the directory before, where one is named.
    static func version(of path: String?) throws -> Int64? {
        guard let path else { return nil }
        return try UnverifiedDirectory(document(path)).version
    }

    /// The folder of a file.
    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    static func path(_ name: String, in folder: String) -> String {
        name.hasPrefix("/") ? name : "\(folder)/\(name)"
    }
}
