import ArgumentParser
import BlueButton
import IncomeRules
import OpenSSL
import StrictJSON

/// `blauweknop-receiver requests`: makes and lists requests.
struct RequestsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "requests", abstract: "Requests to citizens.",
        subcommands: [Create.self, List.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a request, and prints the link for the citizen.")

        @OptionGroup var options: OfficeOptions
        @Option(help: "What is asked, and why: \(RequestTemplate.known).")
        var template = "passend-toewijzen"
        @Option(
            name: .customLong("tax-year"),
            help: "The year of the income, such as 2024 for homes let in 2026.")
        var taxYear: Int64
        @Option(help: "Whose limit, for templates that ask about one: \(Household.known).")
        var household: String?
        @Option(help: "What you call the applicant; it does not leave this program.")
        var reference: String

        func run() async throws {
            try await options.run { client, _, output in
                var order: JSONObject = [
                    "template": .string(template), "tax_year": .integer(taxYear),
                    "reference": .string(reference),
                ]
                if let household { order["household"] = .string(household) }
                let answer = try await client.post("/v1/requests", order)
                let expires = UnixTime(seconds: try answer.integer("expires"))
                output.answer(
                    answer.value,
                    lines: [
                        "Request \(try answer.string("id")), until \(expires).",
                        "Give this link to the citizen:", try answer.string("link"),
                    ])
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists requests, newest first.")

        @OptionGroup var options: OfficeOptions
        @Flag(help: "Show the links of open requests as well: whoever has one can answer it.")
        var links = false

        func run() async throws {
            try await options.run { client, _, output in
                let answer = try await client.get("/v1/requests")
                let lines = try answer.array("requests").flatMap { row in
                    let expires = UnixTime(seconds: try row.integer("expires"))
                    let link = try links ? RequestsCommand.openLink(row) : []
                    return [
                        "\(try row.string("id"))  \(try row.string("state"))  "
                            + "\(try row.string("template")) \(try row.integer("tax_year"))",
                        "  until \(expires)  \(DisplayText(try row.string("reference")))",
                    ] + link
                }
                output.answer(answer.value, lines: lines.isEmpty ? ["No requests."] : lines)
            }
        }
    }

    /// The link of a request that can still be answered, to be given again.
    static func openLink(_ request: JSONReader) throws -> [String] {
        try request.string("state") == StoredRequest.State.open.rawValue
            ? ["  \(try request.string("link"))"] : []
    }
}
