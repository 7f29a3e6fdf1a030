import ArgumentParser
import BlueButton
import MockPersons
import PartySetup
import StrictJSON
import Transport

/// `blauweknop-poc sign-in`: completes a login without a browser.
struct SignInCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-in",
        abstract: "Complete the login page of the mock DigiD without a browser.",
        discussion: "As the main character of the seed; where 'up' has a person list file, as the "
            + "first of it who is fit to apply for a home.")

    @OptionGroup var root: RootOption

    @Option(help: "The folder of 'blauweknop-poc up'.")
    var folder = ".blauweknop-poc"

    @Option(name: .customLong("as"), help: "A short name of the seed, such as sanne-de-vries.")
    var slug: String?

    @Flag(help: "As whoever has the citizen service number on standard input.")
    var number = false

    @Argument(help: "The address that 'blauweknop login' printed.")
    var address: String

    func validate() throws {
        guard slug == nil || !number else {
            throw ValidationError("expected --as or --number, not both")
        }
    }

    func run() async throws {
        try await PocRun.orExplain {
            let person = try person()
            let client = try PublicClient(
                anchorsPEM: TextFile.text("\(folder)/pki/trust/tls.pem"))
            let driver = LoginDriver(client: client, person: person)
            do {
                try await driver.complete(address)
            } catch {
                await client.shutdown()
                throw error
            }
            await client.shutdown()
            ProgramRun.say("Signed in as \(person.name).")
        }
    }

    private func person() throws -> StoryPerson {
        if number {
            guard let line = readLine(), let number = try? BSN(line) else {
                throw SetupError(
                    .settingInvalid,
                    "expected nine digits that pass the eleven-test on standard input")
            }
            return StoryPerson(
                name: "the person with that number", login: .number(number), number: number)
        }
        let stories = try MockData.seed(root: root.root).stories
        if let slug {
            guard let story = stories[slug] else {
                throw SetupError(
                    .settingInvalid,
                    "expected --as one of " + stories.all.map(\.slug).joined(separator: ", "))
            }
            return StoryPerson(
                name: story.name, login: .choice(story.slug), number: try BSN(story.bsn))
        }
        return try personsFile().map { try Casting.ofFile($0, root: root.root) }
            ?? Casting.ofSeed(root: root.root)
    }

    /// The person list file of 'up'; nil where the people are the seed's.
    private func personsFile() throws -> String? {
        guard let bytes = try? TextFile.bytes("\(folder)/config/mocks.json") else { return nil }
        return try JSONReader(JSONValue.parse(bytes, maximumBytes: 1 << 20))
            .optionalString("persons")
    }
}
