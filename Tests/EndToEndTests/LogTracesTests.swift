import BlueButton
import CitizenCommands
import Foundation
import PartySetup
import ProofOfConcept
import TestKit
import Testing
import Transport

/// Every line that any program logs, however much it is told to: no value, no number, no token.
@Suite(
    .serialized,
    .enabled(if: Ground.programs != nil, "skipped: scripts/test hands over the programs"))
struct LogTracesTests {
    private typealias Citizen = LoggedInCitizen<PartiesAlone>

    /// The parties as processes that log all they can; the odd ones as JSON.
    private static func parties(_ stage: Stage, _ programs: String) -> PartiesAlone {
        PartiesAlone(stage, programs: programs) { party in
            PartiesAlone.Launch(
                arguments: ["serve", "--config", stage.configuration(party.rawValue)]
                    + (party == .mocks ? ["--root", stage.root] : []),
                environment: [
                    "LOG_LEVEL": "trace",
                    "LOG_FORMAT": [.brp, .woonhaven].contains(party) ? "json" : "text",
                ])
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `no log of any party holds a value, a number or a token, whatever is asked`()
        async throws
    {
        let programs = try #require(Ground.programs)
        let began = Date()
        try await Citizen.play(over: { Self.parties($0, programs) }) { scene in
            let (stage, citizen) = (scene.stage, scene.citizen)
            let person = try Casting.ofSeed(root: Ground.root)
            _ = try await citizen.overview()
            let values = try await Secrets.values(of: citizen)
            let shared = try await scene.share(reference: "traces")
            let tokens = try Secrets.tokens(in: stage.citizenHome)
            try await ask(scene, for: person.number.revealed, tokens: tokens)
            // What goes wrong is logged at length.
            try await scene.parties.stop(.bri)
            _ = try await citizen.overview()
            _ = try await citizen.withdraw(shared.release.consent.id)

            // Each line has the day that it was written, and an attestation has its own.
            let days = Set([began, Date()].map { String($0.ISO8601Format().prefix(10)) })
            let open = Data((shared.request.text).utf8)
            let secrets = values.filter { Secrets.places(of: $0, in: open) == 0 }
                .subtracting(days)
                .union([person.number.revealed, person.name]).union(tokens)
            #expect(secrets.count > 12)
            for party in stage.parties {
                let log = try Data(TextFile.bytes("\(stage.folder)/\(party.rawValue).log"))
                // They did log: a line for each request, of the mocks only what went wrong.
                #expect(party == .mocks || Secrets.places(of: "status", in: log) > 0, "\(party)")
                for secret in secrets {
                    #expect(
                        Secrets.places(of: secret, in: log) == 0,
                        "\(party): a secret of \(secret.count) characters")
                }
            }
        }
    }

    /// Puts numbers and tokens where they do not belong, at every door that is open.
    private func ask(
        _ scene: Citizen, for number: String, tokens: Set<String>
    ) async throws {
        let ports = scene.stage.ports
        let doors =
            [ports.service, ports.woonhaven, ports.stadswonen, ports.digid, ports.control].map {
                "https://localhost:\($0)"
            }
            + ["http://127.0.0.1:\(ports.woonhavenOffice)"]
        for door in doors {
            for token in tokens.sorted() {
                for path in ["/v1/\(number)?bsn=\(number)", "/\(token)?access_token=\(token)"] {
                    _ = try? await scene.client.get(
                        door + path, headers: [("Authorization", "DPoP \(token)")],
                        maximumBytes: 1 << 20, deadline: .now + .seconds(20))
                    _ = try? await scene.client.post(
                        door + path,
                        headers: [("Content-Type", "application/json"), ("X-BSN", number)],
                        body: Array(#"{"bsn": "\#(number)", "token": "\#(token)"}"#.utf8),
                        maximumBytes: 1 << 20, deadline: .now + .seconds(20))
                }
            }
        }
    }
}
