import ArgumentParser
import BlueButton
import Foundation
import PartySetup
import Sovereignty
import StrictJSON
import Transport

/// What every command understands that asks the running receiver.
struct OfficeOptions: ParsableArguments {
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var output: OutputOption

    /// Runs a command with a client of the running receiver's back office.
    func run(
        _ body: (BackOfficeClient, OfficeSettings, OutputOption) async throws -> Void
    ) async throws {
        try await output.explaining {
            let settings = try OfficeSettings(settings: await configuration.settings())
            let client = try BackOfficeClient(settings)
            do {
                try await body(client, settings, output)
            } catch {
                await client.close()
                throw error
            }
            await client.close()
        }
    }
}

/// Where and how commands write: answers to standard output, the rest to standard error.
struct OutputOption: ParsableArguments {
    @Flag(name: .customLong("json"), help: "Write the answer as JSON, and nothing else.")
    var isJSON = false

    /// Writes the answer: as JSON, or as lines for people.
    func answer(_ json: JSONValue, lines: [String]) {
        let text = isJSON ? json.text : lines.joined(separator: "\n")
        Self.write(text + "\n", to: .standardOutput)
    }

    /// Explains an error, and exits with 1 for what was refused, 2 for a wrong use or setup, 3
    /// for someone who could not be reached.
    func explaining(_ body: () async throws -> Void) async throws {
        let (code, message, status): (String, String, Int32)
        do {
            return try await body()
        } catch let exit as ExitCode {
            throw exit
        } catch let error as SetupError {
            (code, message, status) = (error.code.rawValue, error.message, 2)
        } catch let refusal as Refusal {
            (code, message, status) = (refusal.code.rawValue, refusal.message, 1)
        } catch let error as OfficeRefusal {
            (code, message, status) = (error.code, error.message, 1)
        } catch let error as TransportError {
            (code, message, status) = (error.code.rawValue, error.message, 3)
        } catch is JSONShapeError {
            (code, message, status) = (
                "invalid-answer", "expected an answer of the running receiver", 3
            )
        } catch {
            (code, message, status) = ("unexpected", "expected no error of this kind", 1)
        }
        Self.write("blauweknop-receiver: error: \(message) (\(code))\n", to: .standardError)
        if status == 3 {
            Self.write(
                "blauweknop-receiver: hint: is the receiver running with this configuration?\n",
                to: .standardError)
        }
        if isJSON {
            let answer: JSONValue = ["error": .string(code), "message": .string(message)]
            Self.write(answer.text + "\n", to: .standardOutput)
        }
        throw ExitCode(status)
    }

    /// A closed pipe is the end of the output, not an error.
    private static func write(_ text: String, to handle: FileHandle) {
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
