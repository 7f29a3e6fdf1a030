import ArgumentParser
import BlueButton
import OpenSSL
import PartySetup
import SchemeAuthority

/// `blauweknop-scheme directory show`: what a directory says.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what a directory says; nothing is verified.")

    @Argument(help: "The directory's file.")
    var file: String

    func run() async throws {
        try await SchemeRun.orExplain {
            let directory = try UnverifiedDirectory(SchemeRun.document(file))
            ProgramRun.say(
                (directory.lines + ["Not verified: see 'check'."]).joined(separator: "\n"))
        }
    }
}

/// `blauweknop-scheme directory check`: verifies a directory as every program does.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Verify a directory as every program does.")

    @Argument(help: "The directory's file.")
    var file: String

    @Option(help: "The trust folder: scheme.pem, and crls.pem with current lists.")
    var trust: String

    @Option(help: "The directory before this one; its version must be lower.")
    var previous: String?

    func run() async throws {
        try await SchemeRun.orExplain {
            let directory = try Directory.verify(
                SchemeRun.document(file), trust: TrustFolder.read(trust), at: UnixTime.now())
            if let before = try SchemeRun.version(of: previous) {
                try DirectorySealing.check(directory.version, isAbove: before)
            }
            ProgramRun.say(
                "ok: directory \(directory.version), sealed by \(directory.identity.issuer), "
                    + "ends at \(directory.expires)")
        }
    }
}
