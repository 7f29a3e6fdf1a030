import BlueButton
import CitizenCommands
import PartySetup
import ProofOfConcept
import StrictJSON
import Testing
import Transport

@testable import RegistryGateway

/// What the registries were really asked, as the testers' control lists it.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct AskedFieldsTests {
    @Test func `the BRP is asked for the fields of the claims, and by number alone`()
        async throws
    {
        try await FaultMatrixTests.play(breaksDocuments: false) { scene in
            _ = try await scene.citizen.overview()
            let attestation = try await scene.citizen.data(of: "brp")
            let person = try Casting.ofSeed(root: Ground.root).number.revealed
            let requests = try await Self.requests(scene.stage)
            #expect(!requests.text.contains(person))
            let asked = try JSONReader(
                JSONValue.parse(Array(requests.text.utf8), maximumBytes: 1 << 20)
            )
            .array("requests").filter { try $0.string("mock") == "brp" }
            .map { try $0.object("body") }
            let fields = try asked.map { try $0.strings("fields") }
            #expect(
                fields == [HaalCentraalBRP.holdingFields, HaalCentraalBRP.claimFields])
            for body in asked {
                let numbers = try body.strings("burgerservicenummer")
                #expect(
                    body.members.map { $0.0 } == ["type", "burgerservicenummer", "fields"])
                #expect(numbers == ["…\(person.suffix(3))"])
            }
            // The fields suffice: of someone with everything every claim but death is there.
            let empty = attestation.claims.filter { $0.value == .null }.map(\.name)
            #expect(empty == ["overlijden"])
        }
    }

    private static func requests(_ stage: Stage) async throws -> (status: Int, text: String) {
        let client = try PublicClient(
            anchorsPEM: TextFile.text("\(stage.folder)/pki/trust/tls.pem"))
        let reply = try await client.get(
            "http://127.0.0.1:\(stage.ports.control)/mock/requests", maximumBytes: 1 << 20,
            deadline: .now + .seconds(10))
        await client.shutdown()
        return (reply.status, String(decoding: reply.body, as: UTF8.self))
    }
}
