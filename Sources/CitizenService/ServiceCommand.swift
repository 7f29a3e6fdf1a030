package import ArgumentParser
import Logging
package import PartySetup
import Sovereignty
import StrictJSON
import StoreCommands
import StoreSQLite
import Transport

/// `blauweknop-service`: the service in the middle.
package struct ServiceCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "blauweknop-service",
        abstract: "The service in the middle: federates queries, relays packages, reads nothing.",
        subcommands: [
            Serve.self, CheckConfig.self, OpenAPI.self, BackupCommand<ServiceOwner>.self,
            RestoreCommand<ServiceOwner>.self, CheckStoreCommand<ServiceOwner>.self,
            ManualPageCommand<ServiceCommand>.self,
        ])

    package init() {}

    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Runs the service until it is told to stop (SIGTERM or SIGINT).",
            discussion: "SIGHUP has it read its keys, certificates, trust and directory anew.")

        @OptionGroup var options: ConfigurationOption
        @Flag(help: "Take an older copy of the store into use that was put in its place.")
        var acceptRestored = false

        func run() async throws {
            try await ProgramRun.serving("blauweknop-service") { logger in
                let configuration = try await options.read(telling: { logger.warning("\($0)") }) {
                    try ServiceConfiguration(settings: $0)
                }
                let supervisor = Supervisor(parts: 2)
                let program = try await ServiceProgram(
                    configuration, acceptsRestored: acceptRestored, logger: logger
                ) { port in
                    logger.info("serving", metadata: ["port": "\(port)"])
                    supervisor.partBegan()
                }
                let file = options.config
                let reload = ReloadSignal(onListening: supervisor.partBegan) {
                    await ProgramRun.renew(logger, telling: supervisor) {
                        try await program.reload(
                            ServiceConfiguration(settings: await Settings(file: file)))
                    }
                }
                try await ServerGroup.run(
                    [program.server] + program.others + [reload], logger: logger)
            }
        }
    }

    struct CheckConfig: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads the configuration and everything it names, and tells what is wrong.")

        @OptionGroup var options: ConfigurationOption

        func run() async throws {
            try await ProgramRun.orExplain("blauweknop-service") {
                let configuration = try await options.read(
                    telling: { ProgramRun.warn("blauweknop-service", $0) }
                ) { try ServiceConfiguration(settings: $0) }
                try configuration.check(at: WallClock.system.now())
                ProgramRun.say("The configuration is fine.")
            }
        }
    }

    struct OpenAPI: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "openapi",
            abstract: "Prints the OpenAPI document of its interface, as it serves it.")

        func run() throws {
            ProgramRun.say(ServiceInterface.description.document.prettyText)
        }
    }
}

extension ServiceCommand: ManualSubject {
    package static var manual: ManualWords {
        .server(
            about: """
                The service asks all sources of the directory for a citizen, seals the overview, \
                registers consents, delivers packages and keeps the access log. It has no key to read \
                a value.
                """)
    }
}
