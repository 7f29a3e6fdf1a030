import ArgumentParser
import OpenSSL
import PartySetup

/// The control: a fixed amount of work, timed beside every block.
///
/// Where it takes much longer than at its best, something else disturbed the machine (another
/// program on the same core, a slower clock), and the block counts for nothing.
struct Probe {
    let executable: String
    let core: Int
    let log: String
    /// How much slower than its best a probe may be.
    static let tolerance = 1.10

    /// Processor time of the fixed work now, in milliseconds.
    func now() throws -> Double {
        let text = try Child.output(of: executable, ["probe"], core: core, log: log)
        guard let value = Double(text.filter { !$0.isWhitespace }) else {
            throw BenchmarkError("expected the probe to say a number")
        }
        return value
    }
}

/// Does the probe's work, and says the processor time that it took.
struct ProbeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe", abstract: "The control: a fixed amount of work.")

    func run() async throws {
        let key = try P256PrivateKey()
        let message = [UInt8](repeating: 0x61, count: 1024)
        let signature = try key.sign(message)
        var good = 0
        let before = ProcessorTime.own
        for _ in 0..<1500 where key.publicKey.isValid(signature, for: message) { good += 1 }
        let after = ProcessorTime.own
        guard good == 1500 else { throw BenchmarkError("expected valid signatures") }
        ProgramRun.say("\((after - before) * 1000)")
    }
}
