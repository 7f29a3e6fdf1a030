import Testing
import Trust

@Suite struct RoleTests {
    @Test func `every role has an anchor file of its own`() {
        let names = Role.allCases.map(\.fileName)
        #expect(names == ["scheme", "sources", "service", "recipients", "tsa", "tls"])
        #expect(Set(names).count == Role.allCases.count)
    }
}
