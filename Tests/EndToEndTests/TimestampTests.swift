import BlueButton
import CitizenCommands
import Foundation
import OpenSSL
import PartySetup
import ProofOfConcept
import TestKit
import Testing
import Transport
import Trust

/// The whole with a time-stamping authority that is away, or wrong.
@Suite(.serialized) struct TimestampTests {
    @Test(arguments: [
        #"{"status": 503}"#, #"{"close": true}"#, #"{"garbage": true}"#, #"{"token": "nonce"}"#,
        #"{"token": "policy"}"#, #"{"token": "imprint"}"#, #"{"token": "early"}"#,
        #"{"token": "late"}"#, #"{"token": "rejection"}"#,
    ])
    func `without a sound timestamp an overview is given, and says so`(
        fault: String
    ) async throws {
        try await withParties { stage, citizen, client in
            try await set(fault, stage, client)
            let without = try await citizen.overview().overview
            #expect(without.timestamp == nil)
            #expect(without.rows.map(\.outcome.name) == ["holds", "holds"])
            try await set(nil, stage, client)
            let with = try await citizen.overview().overview
            #expect(with.timestamp != nil)
        }
    }

    @Test func `a release waits for the authority, and then arrives`() async throws {
        try await withParties { stage, citizen, client in
            try await set(#"{"status": 503}"#, stage, client)
            let choice = try await citizen.choice(
                try await citizen.request(try await link(stage, client)))
            let release = try citizen.compose(choice, granted: ["persoon", "inkomen"])
            try await citizen.submit(release, of: choice)
            let waiting = try await citizen.outcome(
                of: release, to: choice.request, within: .seconds(2))
            #expect(waiting.state == "registered" && waiting.registration == nil)
            try await set(nil, stage, client)
            let arrived = try await citizen.outcome(
                of: release, to: choice.request, within: .seconds(120))
            #expect(arrived.state == "delivered")
            let trust = try TrustFolder.read("\(stage.folder)/pki/trust")
            let registration = try Registration.verify(
                Array(#require(arrived.registration).utf8), trust: trust, at: .now())
            #expect(registration.timestamp.time >= registration.identity.issuedAt)
        }
    }

    private func set(
        _ fault: String?, _ stage: Stage, _ client: PublicClient
    ) async throws {
        let url = "http://127.0.0.1:\(stage.ports.control)/mock/faults"
        let deadline = ContinuousClock.now + .seconds(10)
        let reply =
            if let fault {
                try await client.put(
                    url, headers: [("Content-Type", "application/json")],
                    body: Array("{\"trust-services\": \(fault)}".utf8), maximumBytes: 1 << 16,
                    deadline: deadline)
            } else {
                try await client.delete(url, maximumBytes: 1 << 16, deadline: deadline)
            }
        #expect(reply.status == 204)
    }

    private func link(_ stage: Stage, _ client: PublicClient) async throws -> RequestLink {
        let body = #"{"template":"passend-toewijzen","tax_year":2025,"reference":"aanmelding-7"}"#
        let reply = try await client.post(
            "http://127.0.0.1:\(stage.ports.woonhavenOffice)/v1/requests",
            headers: [("Content-Type", "application/json")], body: Array(body.utf8),
            maximumBytes: 1 << 20, deadline: .now + .seconds(10))
        let made = try JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: Any]
        return try RequestLink(#require(made?["link"] as? String))
    }

    private func withParties(
        _ body: @Sendable (Stage, CitizenProgram, PublicClient) async throws -> Void
    ) async throws {
        try await LoggedInCitizen<PartiesInProcess>.play {
            try await body($0.stage, $0.citizen, $0.client)
        }
    }
}
