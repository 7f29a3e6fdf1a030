package import ArgumentParser
import MockPersons
import StrictJSON

/// `registries-mock import`: reads a person list file and reports what is irregular, with its line.
package struct ImportCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Check a person list file in the columns of the RvIG test set.")

    @Argument(help: "The file (semicolon-separated, UTF-8).")
    package var file: String

    @Flag(help: "Write the report as JSON.")
    package var json = false

    package init() {}

    package func run() async throws {
        let read: PersonListImport
        do {
            read = try MockData.persons(file: file)
        } catch {
            CommandOutput.error(error.description)
            throw ExitCode(1)
        }
        if json {
            CommandOutput.write(JSONValue.object(ImportReport.json(read)).prettyText + "\n")
        } else {
            CommandOutput.write(ImportReport.text(read))
        }
    }
}
