import ArgumentParser
import BlueButton
import StrictJSON

/// `blauweknop data SOURCE`.
struct DataCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "Show the data that one organisation holds about you.")

    @Argument(help: "The organisation's short name, such as brp or bri.")
    var source: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { program, printer in
            let attestation = try await program.data(of: source)
            printer.say(printer.texts.data(of: DisplayText(attestation.source.name).text))
            printer.say()
            let text = ClaimText(texts: printer.texts)
            var claims = JSONObject()
            for claim in attestation.claims {
                for line in text.lines(claim.name, claim.value) { printer.say(line) }
                claims[claim.name] = claim.value
            }
            printer.answer([
                "source": .string(attestation.source.slug),
                "vct": .string(attestation.credentialType.urn), "claims": .object(claims),
            ])
        }
    }
}
