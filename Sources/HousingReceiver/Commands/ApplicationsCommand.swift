import ArgumentParser
import BlueButton
import IncomeRules
import OpenSSL
import StrictJSON

/// `blauweknop-receiver applications`: households that apply, their requests and the income test.
struct ApplicationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "applications",
        abstract: "Households: a request for each adult, and one income test for all.",
        subcommands: [Create.self, List.self, Show.self, Export.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a request for each adult, and prints the links for the citizens.")

        @OptionGroup var options: OfficeOptions
        @Option(help: "What is asked, and why: \(RequestTemplate.known).")
        var template = "passend-toewijzen"
        @Option(name: .customLong("tax-year"), help: "The year of the incomes.")
        var taxYear: Int64
        @Option(help: "The household, children included: \(Household.known).")
        var household: String
        @Flag(help: "An adult has reached the AOW age.")
        var elderly = false
        @Option(help: "How many adults share, 1 to \(ApplicationDesk.mostAdults).")
        var adults: Int64 = 1
        @Option(help: "What you call the application; it does not leave this program.")
        var reference: String

        func run() async throws {
            try await options.run { client, _, output in
                let answer = try await client.post(
                    "/v1/applications",
                    [
                        "template": .string(template), "tax_year": .integer(taxYear),
                        "household": .string(household), "elderly": .bool(elderly),
                        "adults": .integer(adults), "reference": .string(reference),
                    ])
                let links = try answer.array("adults").enumerated().flatMap { place, adult in
                    ["Give this link to adult \(place + 1):", try adult.string("link")]
                }
                output.answer(
                    answer.value, lines: ["Application \(try answer.string("id"))."] + links)
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists applications, newest first.")

        @OptionGroup var options: OfficeOptions

        func run() async throws {
            try await options.run { client, _, output in
                let answer = try await client.get("/v1/applications")
                let lines = try answer.array("applications").flatMap {
                    try ApplicationsCommand.lines($0)
                }
                output.answer(answer.value, lines: lines.isEmpty ? ["No applications."] : lines)
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows an application: who has shared, and the income test once all have.")

        @OptionGroup var options: OfficeOptions
        @Argument(help: "The application's id.")
        var id: String

        func run() async throws {
            try await options.run { client, _, output in
                let answer = try await client.get("/v1/applications/\(try DocumentID(id).text)")
                let adults = try answer.array("adults").enumerated().flatMap { place, adult in
                    let package = try adult.nullableString("package").map { "package \($0)" }
                    let state = try adult.string("state")
                    let link = try package == nil ? RequestsCommand.openLink(adult) : []
                    return ["  adult \(place + 1): \(package ?? "request \(state)")"] + link
                }
                output.answer(
                    answer.value,
                    lines: try ApplicationsCommand.lines(answer) + adults
                        + (try VerdictLines.lines(answer)))
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes an application to a folder: each adult's package, and VERA's shape.",
            discussion: "Only once every adult has shared and confirmed.")

        @OptionGroup var options: OfficeOptions
        @Argument(help: "The application's id.")
        var id: String
        @Option(name: .customLong("output"), help: "A new folder; it will hold personal data.")
        var folder: String

        func run() async throws {
            try await options.run { client, configuration, output in
                let folder = try ExportFolder(folder)
                let path = "/v1/applications/\(try DocumentID(id).text)/vera"
                let application = try await client.get(path)
                var names: [String] = []
                var adults: [String] = []
                for (place, adult) in try application.array("adults").enumerated() {
                    let name = "adult-\(place + 1)"
                    let package = try DocumentID(adult.string("package")).text
                    let part = try ExportFolder("\(folder.path)/\(name)")
                    names += try part.write(
                        await client.get("/v1/packages/\(package)/evidence"), vera: adult,
                        trust: configuration.trust
                    ).map { "\(name)/\($0)" }
                    try part.verify()
                    adults.append(name)
                }
                let group = try VERAFiles(group: application)
                try folder.write(group, &names)
                let readme = ExportReadme.text(application: group, adults: adults)
                try folder.write(Array(readme.utf8), "README.md", &names)
                folder.tell(names, output)
            }
        }
    }

    /// An application in two lines, each of which fits a terminal.
    private static func lines(_ application: JSONReader) throws -> [String] {
        let isElderly = try application.bool("elderly")
        return [
            "\(try application.string("id"))  \(try application.string("template")) "
                + "\(try application.integer("tax_year"))",
            "  \(try application.string("household"))\(isElderly ? ", AOW age" : "")  "
                + DisplayText(try application.string("reference")).text,
        ]
    }
}
