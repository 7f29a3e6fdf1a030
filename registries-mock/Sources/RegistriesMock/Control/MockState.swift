package import MockPersons
import Synchronization

/// What the mocks share while they run: the data, the faults that a tester set, and what was asked.
package final class MockState: Sendable {
    private struct Content {
        var data: MockData
        var report: PersonListImport?
        var faults = Faults.none
        /// Requests since the faults were set, by mock.
        var counts: [MockName: Int] = [:]
        /// By server, each with its number among all.
        var requests: [MockName: [(number: Int, record: RequestRecord)]] = [:]
        var requestCount = 0
    }

    /// Of each server: who fetches lists all the time does not drive out what registries were asked.
    private static let keptRequests = 1000
    private let content: Mutex<Content>
    private let doors: [MockName: Door]
    private let organisations: [String: Organisation]

    /// - Parameter organisations: the registers that a file describes; none where nil.
    package init(data: MockData, organisations: OrganisationFile? = nil) {
        content = Mutex(Content(data: data))
        self.organisations = Dictionary(
            (organisations?.organisations ?? []).map { ($0.oin, $0) },
            uniquingKeysWith: { one, _ in one })
        doors = Dictionary(uniqueKeysWithValues: MockName.servers.map { ($0, Door()) })
    }

    package var data: MockData {
        content.withLock { $0.data }
    }

    /// What the last import reported; nil while the people are the seed's.
    package var report: PersonListImport? {
        content.withLock { $0.report }
    }

    /// Puts other people in the place of all; incomes are derived for those without any on file.
    package func replacePeople(_ read: PersonListImport) {
        let replaced = data.with(people: read.persons)
        content.withLock {
            $0.data = replaced
            $0.report = read
        }
    }

    /// Puts another file of incomes in the place of the one before.
    package func replaceIncomes(_ file: IncomeFile) {
        let replaced = data.with(incomes: file)
        content.withLock { $0.data = replaced }
    }

    /// The names at which faults can be set.
    var mocks: Set<MockName> {
        Set(MockName.servers).union(organisations.values.compactMap(\.mock))
    }

    /// The register of an OIN.
    func organisation(_ oin: String) -> Organisation? {
        organisations[oin]
    }

    /// The faults; ports that are to close or open do so soon after (`settled`).
    package var faults: Faults {
        get { content.withLock { $0.faults } }
        set {
            content.withLock {
                $0.faults = newValue
                $0.counts = [:]
            }
            for (mock, door) in doors { door.want(newValue[mock]?.refuse != true) }
        }
    }

    /// Waits until every port is closed or open as the faults say.
    func settled() async {
        for door in doors.values { await door.untilSettled() }
    }

    /// The door of a mock that is a server of its own.
    func door(of mock: MockName) -> Door {
        doors[mock] ?? Door()
    }

    /// What is to go wrong with the next request of a mock.
    ///
    /// - Parameter others: names under which faults may stand too; the first that strikes counts.
    func strike(_ mock: MockName, _ others: MockName...) -> Fault? {
        content.withLock { content in
            for name in [mock] + others {
                let number = content.counts[name, default: 0]
                content.counts[name] = number + 1
                if let fault = content.faults[name]?.strikes(number) { return fault }
            }
            return nil
        }
    }

    /// The last requests, oldest first.
    package var requests: [RequestRecord] {
        content.withLock { Array($0.requests.values) }.joined()
            .sorted { $0.number < $1.number }.map(\.record)
    }

    func record(_ request: RequestRecord) {
        let server = MockName.servers.contains(request.mock) ? request.mock : .registers
        content.withLock {
            $0.requestCount += 1
            var kept = $0.requests.removeValue(forKey: server) ?? []
            if kept.count == Self.keptRequests { kept.removeFirst() }
            kept.append(($0.requestCount, request))
            $0.requests[server] = kept
        }
    }
}
