import BlueButton
import ProofOfConcept

/// *overview*: the whole service under citizens' load, with more and more organisations.
struct OverviewBenchmark {
    let setting: Setting
    let sizes: [Int]
    /// What every source takes.
    private static let delay = 20
    /// What the load generator keeps open: more than the service takes requests at saturation.
    private static let connections = 600

    func run() async throws -> Report.Section {
        var section = Report.Section(name: "overview: the whole service")
        for size in sizes {
            try await measure(size, stamps: false, &section)
        }
        try await measure(2, stamps: true, &section)
        try await measureMemory(&section)
        section.note("every source answers after \(Self.delay) ms; all stand behind one gateway")
        section.note("latency and rates are wall-clock")
        section.note(
            "added latency: what an overview takes beyond a call of one source without the service,"
                + " quantile by quantile, at a share of the rate at saturation")
        section.note("the log's entries are on the disk before an answer leaves")
        section.note("an overview that lacks a source's answer counts as failed")
        return section
    }

    /// The processes of one measurement.
    private struct Scene {
        let gateways: Child
        let service: Child
        let citizens: Citizens
        let load: LoadGenerator
        /// Calls of one source without the service.
        let direct: LoadGenerator

        func stop() {
            service.stop()
            gateways.stop()
        }
    }

    private func scene(_ size: Int, stamps: Bool, stalled: Bool = false) async throws -> Scene {
        let name = "overview-\(size)\(stamps ? "-stamped" : "")\(stalled ? "-stalled" : "")"
        let folder = "\(setting.folder)/\(name)"
        let free = try await FreePorts.find(3)
        let world = try OverviewWorld.make(
            sources: size, in: folder, root: setting.root,
            ports: .init(service: free[0], gateways: free[1], stamps: free[2]))
        var arguments = [
            "overview-gateways", "--folder", folder, "--gateways", "\(free[1])", "--stamps",
            "\(free[2])", "--delay", "\(Self.delay)",
        ]
        if stalled { arguments += ["--stalled", world.directory.sources[0].oin.digits] }
        let gateways = try setting.child("\(name)-gateways", arguments, core: setting.otherCore)
        _ = try gateways.ready()
        let service = try setting.child(
            "\(name)-service",
            ["overview-service", "--config", "\(folder)/service.json"]
                + (stamps ? [] : ["--without-timestamps"]), core: setting.core)
        _ = try service.ready()
        let citizens = try Citizens(
            world, count: size > 100 ? 4 : 64, connections: stalled ? 2000 : Self.connections)
        let direct = try DirectCalls(world)
        return Scene(
            gateways: gateways, service: service, citizens: citizens,
            load: LoadGenerator { try await citizens.ask(demandsAnswers: !stalled) },
            direct: LoadGenerator { try await direct.ask() })
    }

    private func measure(
        _ size: Int, stamps: Bool, _ section: inout Report.Section
    ) async throws {
        let scene = try await scene(size, stamps: stamps)
        defer { scene.stop() }
        let callers = max(2, min(64, 2000 / size))
        let name = "\(size) organisations\(stamps ? ", stamped" : "")"
        _ = await scene.load.closed(callers: callers, for: setting.block)
        var rates: [Double] = []
        var failures = 0
        let measured = try await setting.pairs.run {
            let before = try scene.service.usage.seconds()
            let outcome = await scene.load.closed(callers: callers, for: setting.block)
            let after = try scene.service.usage.seconds()
            failures += outcome.failures + outcome.refused
            guard !outcome.latencies.isEmpty else {
                throw BenchmarkError(
                    "expected overviews of \(size); \(outcome.failures) calls failed")
            }
            rates.append(outcome.rate)
            return (after - before) * 1000 / Double(outcome.latencies.count)
        }
        section.add("\(name): processor time of the service", "ms", measured.a)
        section.add(
            "\(name): the same per organisation", "ms", measured.a.map { $0 / Double(size) })
        section.add("\(name): overviews at saturation", "/s", rates)
        section.add(
            "\(name): memory of the service", "MiB",
            [Double(try scene.service.usage.memory()) / 1_048_576])
        section.noteVoided(measured)
        if failures > 0 {
            // Shed, or without a source's answer: their time is charged to those that were answered.
            section.note("\(name): \(failures) calls failed")
        }
        guard size <= 20 else { return }
        try await measureLatency(name, scene, rate: Spread(rates).median, &section)
    }

    /// Below saturation, and at twice of it.
    private func measureLatency(
        _ name: String, _ scene: Scene, rate: Double, _ section: inout Report.Section
    ) async throws {
        // Opens connections to the source: handshakes are not what is to be seen.
        _ = await scene.direct.closed(callers: 16, for: setting.block)
        for share in [0.3, 0.6] {
            let direct = await scene.direct.open(rate: rate * share, for: setting.block)
            let outcome = await scene.load.open(rate: rate * share, for: setting.block * 2)
            if let failure = direct.lastFailure {
                throw BenchmarkError("expected every direct call to be answered: \(failure)")
            }
            for (part, label) in [(0.5, "median"), (0.99, "99th")] {
                section.add(
                    "\(name): added latency at \(Int(share * 100))%, \(label)", "ms",
                    [outcome.quantile(part) - direct.quantile(part)])
            }
        }
        // And those to the service.
        _ = await scene.load.closed(callers: Self.connections, for: setting.block)
        let over = await scene.load.open(rate: rate * 2, for: setting.block * 3)
        let twice = "\(name), at twice saturation"
        let total = Double(max(1, over.latencies.count + over.failures + over.refused))
        section.add("\(twice): refused with 503", "%", [100 * Double(over.refused) / total])
        section.add("\(twice): failed otherwise", "%", [100 * Double(over.failures) / total])
        if let failure = over.lastFailure { section.note("\(twice), failed: \(failure)") }
        section.add(
            "\(twice): 99th percentile of those answered", "ms", [over.quantile(0.99)])
        section.add(
            "\(twice): of which the generator was late", "ms",
            [Spread.quantile(0.99, of: over.lateness)])
        section.add(
            "\(twice): memory of the service", "MiB",
            [Double(try scene.service.usage.memory()) / 1_048_576])
    }

    /// A thousand citizens who wait for a source that does not answer.
    private func measureMemory(_ section: inout Report.Section) async throws {
        let scene = try await scene(2, stamps: false, stalled: true)
        defer { scene.stop() }
        let before = try scene.service.usage.memory()
        let waiting = Task { await scene.load.open(rate: 125, for: .seconds(8)) }
        try await Task.sleep(for: .seconds(9))
        let during = try scene.service.usage.memory()
        section.add(
            "memory per request in flight, 1,000 that wait for a stalled source", "KiB",
            [Double(during - before) / 1000 / 1024])
        let outcome = await waiting.value
        section.add(
            "of these answered, with the source unavailable", "",
            [Double(outcome.latencies.count)])
    }
}
