import ArgumentParser
import BlueButton
import OpenSSL
import StrictJSON

/// `blauweknop-receiver packages`: lists, shows, confirms and exports what was received.
struct PackagesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "packages", abstract: "Packages that citizens released.",
        subcommands: [List.self, Show.self, Confirm.self, Export.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists packages, newest first.")

        @OptionGroup var options: OfficeOptions

        func run() async throws {
            try await options.run { client, _, output in
                let answer = try await client.get("/v1/packages")
                let lines = try answer.array("packages").flatMap { try PackagesCommand.lines($0) }
                output.answer(answer.value, lines: lines.isEmpty ? ["No packages."] : lines)
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows what a package disclosed, with its qualifiers.")

        @OptionGroup var options: OfficeOptions
        @Argument(help: "The package's id.")
        var id: String

        func run() async throws {
            try await options.run { client, _, output in
                let id = try PackagesCommand.identifier(id)
                let answer = try await client.get("/v1/packages/\(id)")
                let until = UnixTime(seconds: try answer.integer("retained_until"))
                var lines = try PackagesCommand.lines(answer) + ["  kept until \(until)"]
                if try answer.string("state") == PackageState.waiting.rawValue {
                    lines.append("Its citizen has not confirmed it yet: it shows nothing.")
                }
                for claim in try answer.array("claims") {
                    lines.append("\(DisplayText(try claim.string("name"))):")
                    lines += ClaimLines.lines(try claim.any("value").value)
                }
                output.answer(answer.value, lines: lines)
            }
        }
    }

    struct Confirm: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Confirms a waiting package, as its citizen's page does.",
            discussion: "Both values are in the address that the citizen's program opens.")

        @OptionGroup var options: OfficeOptions
        @Option(parsing: .unconditional, help: "The code of the delivery (response_code).")
        var responseCode: String
        @Option(parsing: .unconditional, help: "The citizen's own bits (confirm).")
        var confirm: String

        func run() async throws {
            try await options.run { client, _, output in
                let answer = try await client.post(
                    "/v1/confirmations",
                    ["response_code": .string(responseCode), "confirm": .string(confirm)])
                output.answer(answer.value, lines: try PackagesCommand.lines(answer))
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a package to a folder: its evidence, and its data in VERA's shape.",
            discussion: """
                The folder verifies offline, by 'verify' and by the commands of others that its \
                README lists. In 'vera/' lies what was disclosed as other systems take it.
                """)

        @OptionGroup var options: OfficeOptions
        @Argument(help: "The package's id.")
        var id: String
        @Option(name: .customLong("output"), help: "A new folder; it will hold personal data.")
        var folder: String
        @Flag(help: "Write no data in VERA's shape: also where the data is deleted.")
        var evidenceOnly = false

        func run() async throws {
            try await options.run { client, configuration, output in
                let id = try PackagesCommand.identifier(id)
                let folder = try ExportFolder(folder)
                let vera = evidenceOnly ? nil : try await client.get("/v1/packages/\(id)/vera")
                let names = try folder.write(
                    await client.get("/v1/packages/\(id)/evidence"), vera: vera,
                    trust: configuration.trust)
                try folder.verify()
                folder.tell(names, output)
            }
        }
    }

    /// A package in two lines, each of which fits a terminal.
    private static func lines(_ package: JSONReader) throws -> [String] {
        let received = UnixTime(seconds: try package.integer("received_at"))
        return [
            "\(try package.string("id"))  \(try package.string("state"))  "
                + "\(try package.string("template")) \(try package.integer("tax_year"))",
            "  received \(received)  \(DisplayText(try package.string("reference")))",
        ]
    }

    /// An identifier that is safe in a path.
    private static func identifier(_ text: String) throws(Refusal) -> String {
        try DocumentID(text).text
    }
}
