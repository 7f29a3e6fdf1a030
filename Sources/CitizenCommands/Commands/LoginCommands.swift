import ArgumentParser
import StrictJSON

/// `blauweknop login`.
struct LoginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Log in: shows the address of the login page and waits for you to come back.",
        discussion: "A login that was there before is ended. A login lasts an hour at most.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { program, printer in
            let before = try await program.logIn { address in
                printer.tell(printer.texts.openLogin(address))
            }
            printer.say(printer.texts.loggedIn)
            if case .endedHereOnly = before { printer.say(printer.texts.earlierLoginLeft) }
            printer.say(printer.texts.afterLogin)
            printer.answer(["state": "logged-in"])
        }
    }
}

/// `blauweknop logout`.
struct LogoutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logout", abstract: "Log out: the session's key and tokens are deleted.",
        discussion: """
            They are deleted here first, whatever else happens; then the login provider is told. \
            Where it cannot be, the command says so: nothing can be done with the login any more, \
            since its key is gone.
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { program, printer in
            switch try await program.logOut() {
            case .none:
                printer.say(printer.texts.notLoggedIn)
                printer.answer(["state": "logged-out", "provider_told": false])
            case .ended:
                printer.say(printer.texts.loggedOut)
                printer.answer(["state": "logged-out", "provider_told": true])
            case .endedHereOnly(let trouble):
                for line in Wrapping.lines(printer.texts.loggedOutHere(trouble)) {
                    printer.say(line)
                }
                printer.answer([
                    "state": "logged-out", "provider_told": false, "trouble": .string(trouble.code),
                ])
            }
        }
    }
}
