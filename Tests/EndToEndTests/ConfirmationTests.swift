import BlueButton
import Foundation
import PartySetup
import ProofOfConcept
import TestKit
import Testing
import Transport

@testable import CitizenCommands

/// The citizen's program confirms a release at its recipient, and nowhere else.
@Suite(.serialized)
struct ConfirmationTests {
    private func withDelivered(
        _ body: @Sendable (Stage, CitizenProgram, ReleaseStatus) async throws -> Void
    ) async throws {
        try await LoggedInCitizen<PartiesInProcess>.play { scene in
            let (stage, citizen) = (scene.stage, scene.citizen)
            let office = BackOffice(client: scene.client, port: stage.ports.woonhavenOffice)
            let link = try await office.request(taxYear: 2024, reference: "proef")
            let received = try await citizen.request(RequestLink(link))
            let choice = try await citizen.choice(received)
            let release = try citizen.compose(choice, granted: received.request.query.required)
            try await citizen.submit(release, of: choice)
            let status = try await citizen.outcome(
                of: release, to: received.request, within: .seconds(20))
            try await body(stage, citizen, status)
        }
    }

    private func code(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch {
            return CitizenError(error).code
        }
    }

    @Test func `an address at another origin is refused, and nothing is sent there`()
        async throws
    {
        try await withDelivered { stage, citizen, status in
            let own = try #require(status.redirect)
            let query = own.drop { $0 != "?" }
            let port = stage.ports.woonhaven
            for elsewhere in [
                "https://localhost:\(stage.ports.stadswonen)/confirm\(query)",
                "https://localhost:\(stage.ports.service)/confirm\(query)",
                "https://evil.example/confirm\(query)",
                "https://localhost:\(port)@evil.example/\(query)",
                "https://localhost:\(port).evil.example/\(query)",
                "http://localhost:\(port)/confirm\(query)",
                "https://localhost:\(port)/confirm\(query)#x",
                "//localhost:\(port)/confirm\(query)", "/confirm\(query)", "", "javascript:0",
            ] {
                var forged = status
                forged.redirect = elsewhere
                let refusal = await code { try await citizen.confirm(forged) }
                #expect(refusal == "origin-not-allowed", "for '\(elsewhere)'")
            }
            var silent = status
            silent.redirect = nil
            #expect(await code { try await citizen.confirm(silent) } == "confirmation-absent")
        }
    }

    @Test func `a code that is not this package's is refused by the recipient`() async throws {
        try await withDelivered { stage, citizen, status in
            var forged = status
            let origin = "https://localhost:\(stage.ports.woonhaven)"
            forged.redirect = "\(origin)/confirm?response_code=AAAAAAAAAAAAAAAAAAAAAA"
            #expect(
                await code { try await citizen.confirm(forged) } == "confirmation-refused")
            // The bits are kept for another try, and gone once they have done their work.
            let address = try await citizen.confirmationAddress(of: status)
            #expect(address.contains("response_code=") && address.contains("&confirm="))
            try await citizen.confirm(status)
            #expect(await code { try await citizen.confirm(status) } == "confirmation-absent")
        }
    }
}
