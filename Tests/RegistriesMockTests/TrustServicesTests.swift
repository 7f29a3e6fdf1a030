import OpenSSL
import Testing
import Transport

@testable import RegistriesMock

/// The revocation lists that the authorities serve, and how a tester changes them.
@Suite struct TrustServicesTests {
    private func list(number: Int64 = 1) throws -> CertificateRevocationList {
        try Parties.shared.get().authority.revocationList(
            revoking: [], number: number, thisUpdate: UnixTime(seconds: 1_650_000_000),
            nextUpdate: UnixTime(seconds: 2_100_000_000))
    }

    private func put(
        _ bytes: [UInt8], as name: String, type: String = "application/pkix-crl",
        at mocks: RunningMocks
    ) async throws -> Int {
        try await mocks.citizen.put(
            "\(mocks.control)/crls/\(name)", headers: [("Content-Type", type)], body: bytes,
            maximumBytes: 1 << 16, deadline: RunningMocks.soon
        ).status
    }

    private func get(_ name: String, at mocks: RunningMocks) async throws -> HTTPReply {
        try await mocks.citizen.get(
            "\(mocks.trustServices)/crl/\(name)", maximumBytes: 1 << 16,
            deadline: RunningMocks.soon)
    }

    @Test func `a list that a tester hands over is served as it is`() async throws {
        let (first, second) = (try list(), try list(number: 2))
        try await RunningMocks.whileRunning { (mocks) async throws in
            #expect(try await get("tls.crl", at: mocks).status == 404)
            #expect(try await put(first.der, as: "tls.crl", at: mocks) == 204)
            let reply = try await get("tls.crl", at: mocks)
            #expect(reply.status == 200 && reply.body == first.der)
            #expect(reply.mediaType == "application/pkix-crl")
            #expect(try await put(second.der, as: "tls.crl", at: mocks) == 204)
            #expect(try await get("tls.crl", at: mocks).body == second.der)
            #expect(try await get("other.crl", at: mocks).status == 404)
        }
    }

    @Test(arguments: ["tls", ".crl", "TLS.crl", "tls.crl.pem", "a_b.crl"])
    func `a list has a plain name`(name: String) async throws {
        let list = try list()
        try await RunningMocks.whileRunning { (mocks) async throws in
            #expect(try await put(list.der, as: name, at: mocks) == 400)
        }
    }

    @Test func `what is no list is refused`() async throws {
        let list = try list()
        try await RunningMocks.whileRunning { (mocks) async throws in
            #expect(try await put([0x30, 0x00], as: "tls.crl", at: mocks) == 400)
            #expect(try await put(Array(list.pem.utf8), as: "tls.crl", at: mocks) == 400)
            #expect(
                try await put(list.der, as: "tls.crl", type: "text/plain", at: mocks) == 415)
            #expect(try await get("tls.crl", at: mocks).status == 404)
        }
    }
}
