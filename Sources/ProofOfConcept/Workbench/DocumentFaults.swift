import RegistriesMock
import StrictJSON
import Synchronization

/// The faults of documents that a tester set, by source.
final class DocumentFaults: Sendable {
    struct Setting: Sendable {
        let fault: DocumentFault
        /// How many of a hundred statements it strikes.
        var share: Int64 = 100
        var seed: Int64 = 0
        var count = 0
    }

    private let settings = Mutex<[String: Setting]>([:])
    private let sources: Set<String>

    /// - Parameter sources: the names under which faults may stand.
    init(sources: Set<String>) {
        self.sources = sources
    }

    /// Reads `{"bri": "clock-off", "brp": {"fault": "wrong-mandate", "share": 30, "seed": 7}}`, in
    /// the place of all.
    func set(_ value: JSONValue) throws(JSONShapeError) {
        let root = JSONReader(value)
        guard try root.asObject().names.allSatisfy({ sources.contains($0) }) else {
            throw root.fail("no members but slugs of sources that run, such as brp")
        }
        var read: [String: Setting] = [:]
        for (name, entry) in root.members { read[name] = try Self.setting(entry) }
        let all = read
        settings.withLock { $0 = all }
    }

    func clear() {
        settings.withLock { $0 = [:] }
    }

    /// What is to go wrong with the next statement of a source.
    func strike(_ source: String) -> DocumentFault? {
        settings.withLock { settings in
            guard let setting = settings[source] else { return nil }
            settings[source]?.count += 1
            var dice = Dice(seed: UInt64(bitPattern: setting.seed), number: setting.count)
            return dice.roll(100) < setting.share ? setting.fault : nil
        }
    }

    private static func setting(_ entry: JSONReader) throws(JSONShapeError) -> Setting {
        if let name = entry.value.stringValue { return Setting(fault: try fault(name, entry)) }
        _ = try entry.asObject()
        try entry.close(["fault", "share", "seed"])
        var setting = Setting(fault: try fault(entry.string("fault"), entry))
        setting.share = try entry.optionalInteger("share") ?? 100
        setting.seed = try entry.optionalInteger("seed") ?? 0
        guard (1...100).contains(setting.share) else {
            throw entry.fail("a 'share' of 1 to 100 percent")
        }
        return setting
    }

    private static func fault(
        _ name: String, _ entry: JSONReader
    ) throws(JSONShapeError) -> DocumentFault {
        guard let fault = DocumentFault(rawValue: name) else {
            throw entry.fail(
                "a fault of " + DocumentFault.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return fault
    }
}
