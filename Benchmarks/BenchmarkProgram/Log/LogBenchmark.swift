/// *log* and *consents*: durable writes alone and in groups, lookups, and size, as the store grows.
struct LogBenchmark {
    let setting: Setting
    let entries: Int

    func run(_ what: StoreContent) async throws -> Report.Section {
        var section = Report.Section(name: "\(what): the service's store as it grows")
        let child = try setting.child(
            "\(what)",
            [
                "log", "--content", what.rawValue, "--folder", "\(setting.folder)/\(what)",
                "--entries", "\(entries)",
            ],
            core: nil)
        defer { child.stop() }
        var pages: [Double] = []
        var proofs: [Double] = []
        while case let line = try child.line(), line != "done" {
            let numbers = line.split(separator: " ").compactMap { Double($0) }
            guard numbers.count == 7 else { throw BenchmarkError("expected seven figures") }
            let size = "10^\(String(Int(numbers[0])).count - 1)"
            let (page, proof) = what.lookups
            section.add("\(size): written by 512 callers at once", "/s", [numbers[1]])
            section.add("\(size): written one after the other", "/s", [numbers[2]])
            section.add("\(size): fsync of 4 KiB alone, same disk", "/s", [numbers[6]])
            section.add("\(size): \(page), processor time", "us", [numbers[3]])
            section.add("\(size): \(proof), processor time", "us", [numbers[4]])
            section.add("\(size): on disk, each", "bytes", [numbers[5]])
            pages.append(numbers[3])
            proofs.append(numbers[4])
        }
        if let first = pages.first, let last = pages.last {
            section.add(
                "\(what.lookups.0): at the end divided by at 10^3 (goal 10)", "", [last / first])
        }
        if let first = proofs.first, let last = proofs.last {
            section.add(
                "\(what.lookups.1): at the end divided by at 10^3 (goal 10)", "", [last / first])
        }
        section.note("writes are wall-clock, each on the disk when it returns")
        if entries < 10_000_000 { section.note("played to \(entries) of 10000000") }
        return section
    }
}

/// What the store is filled with.
enum StoreContent: String, CaseIterable {
    case log, consents

    /// What is looked up: a page of one citizen's, and one thing.
    var lookups: (String, String) {
        switch self {
        case .log: ("page of ten with proofs", "consistency proof")
        case .consents: ("page of ten consents", "one consent")
        }
    }
}
