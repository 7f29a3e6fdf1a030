/// *verify* and *issue*: whole verifications of packages and whole attestations, beside what
/// `openssl speed` says in the same run that their signatures alone would take.
struct KernelBenchmark {
    let setting: Setting

    /// ES256 signatures in a package: registration, its timestamp, request, consent, and for each
    /// of two attestations its own and its key binding's. The log's checkpoint (Ed25519) and the
    /// decryption (ECDH) come on top, and the ceiling does not count them.
    static let signaturesPerPackage = 8.0

    func verify() async throws -> Report.Section {
        var section = Report.Section(name: "verify: a package of two attestations")
        let measured = try await setting.pairs.run({ try rate(.verify) }) {
            try Ceiling.now(core: setting.core, log: log).verifiesPerSecond
                / Self.signaturesPerPackage
        }
        section.add("packages per second of processor time", "/s", measured.a)
        section.add("openssl speed ecdsap256, verifications / 8", "/s", measured.b)
        section.add("ours divided by the ceiling (goal 0.9)", "", measured.ratios)
        section.note("a package has 8 ES256 signatures, one Ed25519 and one ECDH as well")
        section.note("chains and directory are remembered, as in a receiver that runs")
        section.noteVoided(measured)
        return section
    }

    func issue() async throws -> Report.Section {
        var section = Report.Section(name: "issue: an attestation at a gateway")
        let measured = try await setting.pairs.run({ try rate(.issue) }) {
            let ceiling = try Ceiling.now(core: setting.core, log: log)
            // Mandate and token are verified, the attestation is signed.
            return 1 / (2 / ceiling.verifiesPerSecond + 1 / ceiling.signsPerSecond)
        }
        section.add("attestations per second of processor time", "/s", measured.a)
        section.add("openssl speed, two verifications and a signature", "/s", measured.b)
        section.add("ours divided by the ceiling", "", measured.ratios)
        section.note("two ECDH (token, answer) and a new key come on top of the ceiling")
        section.note("without HTTP and without the registry's own answer")
        section.noteVoided(measured)
        return section
    }

    private var log: String { "\(setting.folder)/kernel.log" }

    private func rate(_ work: KernelCommand.Work) throws -> Double {
        let text = try setting.output(
            ["kernel", work.rawValue, "--seconds", "\(setting.block.milliseconds / 1000)"])
        guard let rate = Double(text.filter { !$0.isWhitespace }) else {
            throw BenchmarkError("expected a rate")
        }
        return rate
    }
}

extension Report.Section {
    mutating func noteVoided(_ measured: Pairs.Measured) {
        if measured.voided > 0 { note("voided by the control: \(measured.voided) blocks") }
    }
}
