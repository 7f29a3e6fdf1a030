/// Where each party of the proof of concept listens.
package struct StagePorts: Sendable {
    package let digid: Int
    package let brpRegistry: Int
    package let briRegistry: Int
    package let trustServices: Int
    package let control: Int
    package let brp: Int
    package let bri: Int
    package let service: Int
    package let woonhaven: Int
    package let woonhavenOffice: Int
    package let stadswonen: Int
    package let stadswonenOffice: Int
    /// Where the gateways listen while something stands in front of them.
    package let brpBehind: Int
    package let briBehind: Int
    package let registersBehind: Int
    /// The gateway at all other registers, and their mock.
    package let registers: Int
    package let registersRegistry: Int
    /// The control of what stands in front of the gateways.
    package let documentFaults: Int

    /// Takes free ports.
    package static func free() async throws -> StagePorts {
        let ports = try await FreePorts.find(count)
        return StagePorts { ports[$0] }
    }

    /// Takes the ports from the given one on, in the order of the members.
    package init(from first: Int) {
        self.init { first + $0 }
    }

    private static let count = 18

    private init(_ port: (Int) -> Int) {
        digid = port(0)
        brpRegistry = port(1)
        briRegistry = port(2)
        control = port(3)
        brp = port(4)
        bri = port(5)
        service = port(6)
        woonhaven = port(7)
        woonhavenOffice = port(8)
        stadswonen = port(9)
        stadswonenOffice = port(10)
        trustServices = port(11)
        brpBehind = port(12)
        briBehind = port(13)
        documentFaults = port(14)
        registersBehind = port(15)
        registers = port(16)
        registersRegistry = port(17)
    }

    /// The addresses that the directory names, by party.
    package var addresses: [String: String] {
        [
            "tsa": "https://localhost:\(trustServices)",
            "digid": "https://localhost:\(digid)", "brp": "https://localhost:\(brp)",
            "bri": "https://localhost:\(bri)", "service": "https://localhost:\(service)",
            "woonhaven": "https://localhost:\(woonhaven)",
            "stadswonen": "https://localhost:\(stadswonen)",
        ]
    }
}
