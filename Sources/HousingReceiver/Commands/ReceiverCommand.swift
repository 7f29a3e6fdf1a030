package import ArgumentParser
import BlueButton
import Logging
package import PartySetup
import Sovereignty
import StrictJSON
import StoreCommands
import StoreSQLite
import Transport
import Trust

/// `blauweknop-receiver`: the housing corporation's program.
package struct ReceiverCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "blauweknop-receiver",
        abstract: "Asks citizens for data, takes packages in, verifies them and keeps evidence.",
        subcommands: [
            Serve.self, CheckConfig.self, OpenAPI.self, RequestsCommand.self,
            ApplicationsCommand.self,
            PackagesCommand.self, VerifyCommand.self, BackupCommand<ReceiverOwner>.self,
            RestoreCommand<ReceiverOwner>.self, CheckStoreCommand<ReceiverOwner>.self,
            ManualPageCommand<ReceiverCommand>.self,
        ])

    package init() {}

    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Runs the receiver until it is told to stop (SIGTERM or SIGINT).",
            discussion: "SIGHUP has it read its keys, certificates, trust and directory anew.")

        @OptionGroup var options: ConfigurationOption
        @Flag(help: "Take an older copy of the store into use that was put in its place.")
        var acceptRestored = false

        func run() async throws {
            try await ProgramRun.serving("blauweknop-receiver") { logger in
                let configuration = try await options.read(telling: { logger.warning("\($0)") }) {
                    try ReceiverConfiguration(settings: $0)
                }
                let supervisor = Supervisor(parts: 3)
                let program = try await ReceiverProgram(
                    configuration, acceptsRestored: acceptRestored, logger: logger
                ) {
                    door, port in
                    logger.info(
                        "serving", metadata: ["door": "\(door.rawValue)", "port": "\(port)"])
                    supervisor.partBegan()
                }
                let file = options.config
                let reload = ReloadSignal(onListening: supervisor.partBegan) {
                    await ProgramRun.renew(logger, telling: supervisor) {
                        try await program.reload(
                            ReceiverConfiguration(settings: await Settings(file: file)))
                    }
                }
                try await ServerGroup.run(
                    [program.server, program.backOffice] + program.others + [reload], logger: logger
                )
            }
        }
    }

    struct CheckConfig: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check-config",
            abstract: "Reads the configuration and everything it names, and tells what is wrong.")

        @OptionGroup var options: ConfigurationOption

        func run() async throws {
            try await ProgramRun.orExplain("blauweknop-receiver") {
                let configuration = try await options.read(
                    telling: { ProgramRun.warn("blauweknop-receiver", $0) }
                ) { try ReceiverConfiguration(settings: $0) }
                try configuration.check(at: WallClock.system.now())
                ProgramRun.say("The configuration is fine.")
            }
        }
    }

    struct OpenAPI: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "openapi",
            abstract: "Prints the OpenAPI document of an interface, as the program serves it.")

        @Flag(help: "That of the back office, in the place of the public one.")
        var backOffice = false

        func run() throws {
            let interface =
                backOffice ? BackOfficeInterface.description : PublicInterface.description
            ProgramRun.say(interface.document.prettyText)
        }
    }
}

extension ReceiverCommand: ManualSubject {
    package static var manual: ManualWords {
        .server(
            about: """
                The receiver asks citizens for data with signed requests, takes their packages in, \
                verifies them and keeps the evidence.

                The commands 'requests', 'applications' and 'packages' ask the receiver that runs, at \
                its back office; 'verify' asks nobody.
                """, asksItself: true)
    }
}
