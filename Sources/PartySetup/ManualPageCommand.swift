package import ArgumentParser

/// A program that has a manual page.
package protocol ManualSubject: ParsableCommand {
    static var manual: ManualWords { get }
}

/// `manual`: writes the manual page of a program.
package struct ManualPageCommand<Program: ManualSubject>: ParsableCommand {
    package static var configuration: CommandConfiguration {
        let name = Program.configuration.commandName ?? ""
        return CommandConfiguration(
            commandName: "manual", abstract: "Writes the manual page of this program.",
            discussion: """
                Read it with: \(name) manual | man -l -

                To keep it, write it as \(name).\(Program.manual.section) in a folder of MANPATH, \
                such as /usr/local/share/man/man\(Program.manual.section).
                """)
    }

    package init() {}

    package func run() throws {
        let page = try ManualPage(help: Program._dumpHelp(), words: Program.manual)
        ProgramRun.say(String(page.text.dropLast()))
    }
}
