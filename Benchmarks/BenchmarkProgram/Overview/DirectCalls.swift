import BlueButton
import OpenSSL
import StrictJSON
import Transport

/// Asks a source without the service between: what remains of an overview's latency beyond this is
/// what the service adds.
struct DirectCalls: Sendable {
    private let client: OrganisationClient
    private let address: String
    private let body: [UInt8]

    /// Calls the first source, with the certificate of the service.
    init(_ world: OverviewWorld) throws {
        let mandate = try Mandate.make(
            .holdings, directory: world.directory.hash, token: "sources' token",
            key: P256PrivateKey(), at: .now())
        let order: JSONObject = ["mandate": .string(mandate.text)]
        body = order.bytes()
        let source = world.directory.sources[0].oin.digits
        address = "https://localhost:\(world.ports.gateways)/v1/sources/\(source)/holdings"
        client = try OrganisationClient(
            identity: OverviewWorld.identity(world.folder, "service"))
    }

    func ask() async throws {
        let reply = try await client.post(
            address, headers: [("Content-Type", "application/json")], body: body,
            peer: anyPeer, maximumBytes: DocumentLimits.overview, deadline: .now + .seconds(30))
        guard reply.status == 200 else {
            throw BenchmarkError("expected 200 of a source, not \(reply.status)")
        }
    }
}
