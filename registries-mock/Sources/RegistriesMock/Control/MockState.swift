package import MockPersons
import Synchronization

/// What the mocks share while they run: the data, the faults that a tester set, and what was asked.
package final class MockState: Sendable {
    private struct Content {
        var data: MockData
        var report: PersonListImport?
        var faults = Faults.none
        var requests: [RequestRecord] = []
    }

    private static let keptRequests = 1000
    private let content: Mutex<Content>

    package init(data: MockData) {
        content = Mutex(Content(data: data))
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

    package var faults: Faults {
        get { content.withLock { $0.faults } }
        set { content.withLock { $0.faults = newValue } }
    }

    /// The last requests, oldest first.
    package var requests: [RequestRecord] {
        content.withLock { $0.requests }
    }

    func record(_ request: RequestRecord) {
        content.withLock {
            if $0.requests.count == Self.keptRequests { $0.requests.removeFirst() }
            $0.requests.append(request)
        }
    }
}
