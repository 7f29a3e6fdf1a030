import ArgumentParser
import BlueButton
import StrictJSON

/// `blauweknop data SOURCE`.
struct DataCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "Show the data that one organisation holds about you.",
        discussion: """
            The data comes sealed by the organisation, is opened here and is not kept. What is \
            disputed or confidential is marked.
            """)

    @Argument(
        help: "The organisation's short name, such as brp or bri.",
        completion: Completions.sources)
    var source: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { program, printer in
            let attestation = try await program.data(of: source)
            let texts = printer.texts
            printer.say(texts.data(of: DisplayText(attestation.source.name).text))
            let claims = attestation.claims.map { (name: $0.name, value: $0.value) }
            for line in DataText(claims: claims, texts: texts).lines { printer.say(line) }
            printer.say()
            for line in Wrapping.lines(texts.notSent) + Wrapping.lines(texts.dataSource) {
                printer.say(line)
            }
            var all = JSONObject()
            for claim in claims { all[claim.name] = claim.value }
            printer.answer([
                "source": .string(attestation.source.slug),
                "vct": .string(attestation.credentialType.urn), "claims": .object(all),
            ])
        }
    }
}
