/// *log*: durable appends alone and in groups, pages and proofs, and size, as the log grows.
struct LogBenchmark {
    let setting: Setting
    let entries: Int

    func run() async throws -> Report.Section {
        var section = Report.Section(name: "log: the service's store as it grows")
        let child = try setting.child(
            "log", ["log", "--folder", "\(setting.folder)/log", "--entries", "\(entries)"],
            core: nil)
        defer { child.stop() }
        var pages: [Double] = []
        var proofs: [Double] = []
        while case let line = try child.line(), line != "done" {
            let numbers = line.split(separator: " ").compactMap { Double($0) }
            guard numbers.count == 6 else { throw BenchmarkError("expected six figures") }
            let size = "10^\(String(Int(numbers[0])).count - 1) entries"
            section.add("\(size): appended by 512 callers at once", "/s", [numbers[1]])
            section.add("\(size): appended one after the other", "/s", [numbers[2]])
            section.add("\(size): page of ten with proofs, processor time", "us", [numbers[3]])
            section.add("\(size): consistency proof, processor time", "us", [numbers[4]])
            section.add("\(size): on disk, per entry", "bytes", [numbers[5]])
            pages.append(numbers[3])
            proofs.append(numbers[4])
        }
        if let first = pages.first, let last = pages.last {
            section.add("page at the end divided by at 10^3 (goal 10)", "", [last / first])
        }
        if let first = proofs.first, let last = proofs.last {
            section.add("proof at the end divided by at 10^3 (goal 10)", "", [last / first])
        }
        section.note("appends are wall-clock, each on the disk when it returns")
        if entries < 10_000_000 {
            section.note("played to \(entries); --log-entries 10000000 plays all")
        }
        return section
    }
}
