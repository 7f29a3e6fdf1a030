import ArgumentParser
import BlueButton
import MockPersons
import PartySetup
import Transport

/// `blauweknop-poc sign-in`: completes a login without a browser.
struct SignInCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-in",
        abstract: "Complete the login page of the mock DigiD as one of the seed's people.")

    @OptionGroup var root: RootOption

    @Option(help: "The folder of 'blauweknop-poc up'.")
    var folder = ".blauweknop-poc"

    @Option(name: .customLong("as"), help: "The person's short name, such as sanne-de-vries.")
    var person: String?

    @Argument(help: "The address that 'blauweknop login' printed.")
    var address: String

    func run() async throws {
        try await PocRun.orExplain {
            let stories = try MockData.seed(root: root.root).stories
            guard let story = person.map({ stories[$0] }) ?? stories.main else {
                throw SetupError(
                    .settingInvalid,
                    "expected --as one of " + stories.all.map(\.slug).joined(separator: ", "))
            }
            let client = try PublicClient(
                anchorsPEM: TextFile.text("\(folder)/pki/trust/tls.pem"))
            let driver = LoginDriver(
                client: client,
                person: StoryPerson(
                    name: story.name, login: .choice(story.slug), number: try BSN(story.bsn)))
            do {
                try await driver.complete(address)
            } catch {
                await client.shutdown()
                throw error
            }
            await client.shutdown()
            ProgramRun.say("Signed in as \(story.name).")
        }
    }
}
