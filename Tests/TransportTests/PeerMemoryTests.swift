import OpenSSL
import Testing

@testable import Transport

@Suite struct PeerMemoryTests {
    let organisations: Organisations
    let calls = ScriptedServer.Counter()

    init() throws {
        organisations = try Organisations.shared.get()
    }

    private func memory(for seconds: Duration, accepting: Bool = true) -> PeerMemory {
        PeerMemory(for: seconds) { [calls] chain in
            calls.next()
            guard accepting else { throw Organisations.WrongOrganisation() }
            return PeerIdentity(oin: "1", certificate: chain[0])
        }
    }

    @Test func `a good decision is remembered per chain`() throws {
        let memory = memory(for: .seconds(60))
        for _ in 0..<3 { _ = try memory.decide([organisations.ours.certificate]) }
        #expect(calls.value == 1)
        _ = try memory.decide([organisations.foreign.certificate])
        _ = try memory.decide([organisations.ours.certificate, organisations.foreign.certificate])
        #expect(calls.value == 3)
    }

    @Test func `a good decision is forgotten in time, or when told`() throws {
        let short = memory(for: .zero)
        for _ in 0..<3 { _ = try short.decide([organisations.ours.certificate]) }
        #expect(calls.value == 3)
        let told = memory(for: .seconds(60))
        for _ in 0..<3 {
            _ = try told.decide([organisations.ours.certificate])
            told.forget()
        }
        #expect(calls.value == 6)
    }

    @Test func `a refusal is not remembered`() {
        let memory = memory(for: .seconds(60), accepting: false)
        for _ in 0..<3 {
            #expect(throws: Organisations.WrongOrganisation.self) {
                try memory.decide([organisations.ours.certificate])
            }
        }
        #expect(calls.value == 3)
    }
}
