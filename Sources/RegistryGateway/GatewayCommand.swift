package import ArgumentParser
import Logging
import PartySetup
import StrictJSON
import Transport

/// `blauweknop-gateway`: stands at registries, in front of their own interfaces.
package struct GatewayCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "blauweknop-gateway",
        abstract: "Stands at a registry: checks the citizen's mandate, seals what is answered.",
        subcommands: [Serve.self, CheckConfig.self, OpenAPI.self])

    package init() {}

    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Runs the gateway until it is told to stop (SIGTERM or SIGINT).",
            discussion: "SIGHUP has it read its keys, certificates, trust and directory anew.")

        @OptionGroup var options: ConfigurationOption

        func run() async throws {
            try await ProgramRun.serving("blauweknop-gateway") { logger in
                let settings = try await options.settings()
                let program = try GatewayProgram(
                    await GatewayConfiguration(settings: settings), logger: logger
                ) { port in
                    logger.info("serving", metadata: ["port": "\(port)"])
                }
                let file = options.config
                let reload = ReloadSignal {
                    await ProgramRun.renew(logger) {
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
                let settings = try await options.settings()
                try await GatewayProgram.check(
                    GatewayConfiguration(settings: settings),
                    logger: ProgramRun.logger("blauweknop-gateway"))
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
