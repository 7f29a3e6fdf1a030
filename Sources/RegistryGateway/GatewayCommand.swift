package import ArgumentParser
import Logging
package import PartySetup
import StrictJSON
import Transport

/// `blauweknop-gateway`: stands at registries, in front of their own interfaces.
package struct GatewayCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "blauweknop-gateway",
        abstract: "Stands at a registry: checks the citizen's mandate, seals what is answered.",
        subcommands: [
            Serve.self, CheckConfig.self, OpenAPI.self, ManualPageCommand<GatewayCommand>.self,
        ])

    package init() {}

    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Runs the gateway until it is told to stop (SIGTERM or SIGINT).",
            discussion: "SIGHUP has it read its keys, certificates, trust and directory anew.")

        @OptionGroup var options: ConfigurationOption

        func run() async throws {
            try await ProgramRun.serving("blauweknop-gateway") { logger in
                let configuration = try await options.read(telling: { logger.warning("\($0)") }) {
                    try await GatewayConfiguration(settings: $0)
                }
                let supervisor = Supervisor(parts: 2)
                let program = try GatewayProgram(configuration, logger: logger) { port in
                    logger.info("serving", metadata: ["port": "\(port)"])
                    supervisor.partBegan()
                }
                let file = options.config
                let reload = ReloadSignal(onListening: supervisor.partBegan) {
                    await ProgramRun.renew(logger, telling: supervisor) {
                        try program.reload(
                            await GatewayConfiguration(settings: Settings(file: file)))
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
            try await ProgramRun.orExplain("blauweknop-gateway") {
                let configuration = try await options.read(
                    telling: { ProgramRun.warn("blauweknop-gateway", $0) }
                ) { try await GatewayConfiguration(settings: $0) }
                try GatewayProgram.check(
                    configuration, logger: ProgramRun.logger("blauweknop-gateway"))
                ProgramRun.say("The configuration is fine.")
            }
        }
    }

    struct OpenAPI: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "openapi",
            abstract: "Prints the OpenAPI document of its interface, as it serves it.")

        func run() throws {
            ProgramRun.say(GatewayInterface.description.document.prettyText)
        }
    }
}

extension GatewayCommand: ManualSubject {
    package static var manual: ManualWords {
        .server(
            about: """
                A gateway stands at registries, in front of their own interfaces: it takes orders of \
                the directory's service, checks the citizen's mandate and token in each, asks the \
                registry, and seals the answer as its source.
                """)
    }
}
