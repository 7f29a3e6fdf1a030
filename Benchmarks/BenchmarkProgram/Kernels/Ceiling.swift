/// What `openssl speed` says of one core: the ceiling for whoever uses that library.
struct Ceiling {
    let signsPerSecond: Double
    let verifiesPerSecond: Double

    /// Runs it now, for a second of each, on a core.
    static func now(core: Int, log: String) throws -> Ceiling {
        let text = try Child.output(
            of: "/usr/bin/openssl", ["speed", "-mr", "-seconds", "1", "ecdsap256"], core: core,
            log: log)
        let fields =
            text.split(separator: "\n").first { $0.hasPrefix("+F4:") }?
            .split(separator: ":") ?? []
        guard fields.count == 5, let signs = Double(fields[3]), let verifies = Double(fields[4])
        else { throw BenchmarkError("expected a line +F4 of 'openssl speed -mr ecdsap256'") }
        return Ceiling(signsPerSecond: signs, verifiesPerSecond: verifies)
    }
}
