package import BlueButton
import StrictJSON
import Transport
package import TransparencyLog

/// Where the proof comes from that one checkpoint of the log continues another.
package protocol ConsistencySource: Sendable {
    /// The hashes of the proof between two sizes; not believed before they are verified.
    func proof(
        from old: UInt64, to new: UInt64, in directory: Directory
    ) async throws(LogUnreachable) -> [MerkleHash]
}

/// The proof cannot be had at this moment; nothing is said about what was asked.
package struct LogUnreachable: Error, Sendable {
    static let message =
        "expected the service to prove that its access log goes on; try again later"
}

/// Asks the directory's service.
struct ServiceLog: ConsistencySource {
    let client: PublicClient
    /// The service's origin; nil for that of the directory.
    let service: Origin?

    func proof(
        from old: UInt64, to new: UInt64, in directory: Directory
    ) async throws(LogUnreachable) -> [MerkleHash] {
        let origin = service?.text ?? directory.service.endpoint
        do {
            let reply = try await client.get(
                "\(origin)/v1/log/consistency-proof?from=\(old)&to=\(new)",
                maximumBytes: 64 << 10, deadline: .now + .seconds(5))
            guard reply.status == 200 else { throw LogUnreachable() }
            let body = JSONReader(try JSONValue.parse(reply.body, maximumBytes: 64 << 10))
            return try LogInclusion.hashes(body, "proof")
        } catch {
            throw LogUnreachable()
        }
    }
}
