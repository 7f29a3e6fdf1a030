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

    /// Takes free ports.
    package static func free() async throws -> StagePorts {
        let ports = try await FreePorts.find(12)
        return StagePorts(
            digid: ports[0], brpRegistry: ports[1], briRegistry: ports[2],
            trustServices: ports[11], control: ports[3],
            brp: ports[4], bri: ports[5], service: ports[6], woonhaven: ports[7],
            woonhavenOffice: ports[8], stadswonen: ports[9], stadswonenOffice: ports[10])
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
