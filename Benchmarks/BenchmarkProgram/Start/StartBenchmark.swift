import Foundation

/// *start*: the whole proof of concept, from nothing to all parties answering.
struct StartBenchmark {
    let setting: Setting

    func run() async throws -> Report.Section {
        var section = Report.Section(name: "start: the whole proof of concept")
        var wall: [Double] = []
        var processor: [Double] = []
        for number in 0..<setting.pairs.count {
            let begin = ContinuousClock.now
            let child = try Child(
                "poc", setting.program("blauweknop-poc"),
                ["up", "--root", setting.root, "--folder", "\(setting.folder)/poc-\(number)"],
                log: "\(setting.folder)/poc.log")
            defer { child.stop() }
            while try !child.line().hasPrefix("All parties run") {}
            wall.append((ContinuousClock.now - begin).milliseconds / 1000)
            processor.append(try child.usage.seconds())
        }
        section.add("until all parties answer (goal 3)", "s", wall)
        section.add("processor time until then", "s", processor)
        return section
    }
}
