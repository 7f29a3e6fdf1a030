import ArgumentParser
import BlueButton
import OpenSSL
import StrictJSON

/// `blauweknop request`.
struct RequestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request", abstract: "Look at what an organisation asks of you.",
        subcommands: [Show.self])

    /// Refusals of a request that does not come from whom it says, or asks what it may not.
    private static let doubts: Set = [
        "signature-invalid", "untrusted", "wrong-role", "organisation-mismatch",
        "client-mismatch", "origin-not-allowed", "recipient-unknown", "claims-not-accredited",
        "bsn-not-allowed", "terms-mismatch",
    ]

    /// The request behind a link; where it is refused, the citizen hears what to do.
    static func received(
        _ link: RequestLink, _ program: CitizenProgram
    ) async throws -> CitizenProgram.ReceivedRequest {
        do {
            return try await program.request(link)
        } catch {
            throw explained(error)
        }
    }

    /// Why a request was refused, with what to do about it.
    static func explained(_ error: any Error) -> any Error {
        guard let refusal = error as? Refusal else { return error }
        switch refusal.code.rawValue {
        case "certificate-revoked": return CitizenError(refusal).hinting(.revokedRequester)
        case let code where doubts.contains(code):
            return CitizenError(refusal).hinting(.doubtfulRequest)
        default: return refusal
        }
    }

    /// `blauweknop request show LINK`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show who asks what, for what and for how long. Nothing is shared.")

        @Argument(help: "The link that the organisation gave you (openid4vp://…).")
        var link: String

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.run { program, printer in
                let link = try RequestLink(copied: link)
                try await program.demandUnanswered(link)
                let received = try await RequestCommand.received(link, program)
                try await program.demandUnanswered(received.request)
                let text = RequestText(received: received, texts: printer.texts)
                for line in text.heading + text.claims + ["", printer.texts.howToDecide] {
                    printer.say(line)
                }
                printer.answer(RequestJSON.value(received.request))
            }
        }
    }
}

/// A request for machines.
enum RequestJSON {
    static func value(_ request: PresentationRequest) -> JSONValue {
        let required = request.query.required
        return [
            "recipient": [
                "oin": .string(request.recipient.oin.digits),
                "name": .string(request.recipient.name),
            ],
            "purpose": .string(request.terms.purpose),
            "legal_basis": .string(request.terms.legalBasis),
            "retention": .string(request.terms.retention),
            "expires": .integer(request.expires.seconds),
            "queries": .array(
                request.query.queries.map { query in
                    [
                        "id": .string(query.id), "vct": .string(query.type.urn),
                        "required": .bool(required.contains(query.id)),
                        "claims": .array(query.claims.map { .string($0.name) }),
                    ]
                }),
        ]
    }
}
