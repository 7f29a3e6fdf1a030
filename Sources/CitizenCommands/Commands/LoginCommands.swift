import ArgumentParser
import StrictJSON

/// `blauweknop login`.
struct LoginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Log in: shows the address of the login page and waits for you to come back.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { program, printer in
            try await program.logIn { address in
                printer.tell(printer.texts.openLogin(address))
            }
            printer.say(printer.texts.loggedIn)
            printer.answer(["state": "logged-in"])
        }
    }
}

/// `blauweknop logout`.
struct LogoutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logout", abstract: "Log out: the session's key and tokens are deleted.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { program, printer in
            try await program.logOut()
            printer.say(printer.texts.loggedOut)
            printer.answer(["state": "logged-out"])
        }
    }
}
