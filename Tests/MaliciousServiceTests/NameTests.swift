import BlueButton
import HTTPTypes
import OpenSSL
import ProofOfConcept
import StrictJSON
import Testing
import Transport
import Trust

@testable import CitizenCommands

/// Escape, control and bidirectional characters in whatever a person is shown.
@Suite(.serialized) struct NameTests {
    @Test func `names of organisations cannot steer a terminal`() async throws {
        let change: @Sendable (inout JSONObject) -> Void = { payload in
            for kind in ["sources", "recipients"] {
                payload[kind] = .array(
                    (payload[kind]?.arrayValue ?? []).map { entry in
                        var entry = entry.objectValue ?? [:]
                        entry["name"] = .string(
                            (entry["name"]?.stringValue ?? "") + Forging.steering)
                        return .object(entry)
                    })
            }
        }
        try await Scene.play(directory: change) { scene in
            let citizen = try await scene.citizen()
            let overview = try await citizen.overview()
            let choice = try await scene.choice(of: citizen)
            #expect(choice.request.recipient.name.hasSuffix(Forging.steering))
            for language in Language.allCases {
                let lines = overview.lines(in: language) + choice.lines(in: language)
                #expect(lines.count > 20)
                for line in lines { #expect(Forging.isClean(line)) }
            }
            try await citizen.submit(
                try citizen.compose(choice, granted: ["persoon", "inkomen"]), of: choice)
            let listed = try await citizen.consents()
            #expect(listed.allSatisfy { Forging.isClean($0.recipientName.text) })
        }
    }

    @Test func `what a source says of its holdings cannot steer a terminal`() async throws {
        try await Scene.play { scene in
            scene.service.turn { malice in
                malice.rows = { [keys = scene.keys] rows in
                    let text = try Forging.sealed(
                        rows[0]["statement"]?.stringValue ?? "", type: "holdings+jwt",
                        by: keys.sealer("brp")
                    ) { $0["holdings"] = [Self.holding] }
                    return rows.changing("statement", to: .string(text))
                }
            }
            let overview = try await scene.citizen().overview()
            for language in Language.allCases {
                for line in overview.lines(in: language) { #expect(Forging.isClean(line)) }
            }
        }
    }

    @Test func `what a corporation says of its purpose cannot steer a terminal`() async throws {
        try await Scene.play(joined: true) { scene in
            let citizen = try await scene.citizen()
            let real = try await citizen.request(try await scene.link()).request
            let sealer = try scene.keys.sealer("stadswonen")
            let origin = "https://localhost:\(scene.keys.ports.stadswonen)"
            let text = try Forging.sealed(
                real.text, type: "oauth-authz-req+jwt", by: sealer
            ) { payload in
                payload["client_id"] = .string(
                    PresentationRequest.clientID(of: sealer.chain[0]))
                payload["response_uri"] = .string("\(origin)/v1/responses")
                payload.nameStadswonen()
                payload.changeTerms {
                    let said = JSONValue.string("x" + Forging.steering)
                    $0["withdrawal"] = .string("\(origin)/v1/withdrawals")
                    $0["legal_basis"] = said
                    var purpose = $0["purpose"]?.objectValue ?? [:]
                    purpose["text"] = ["nl": said, "en": said]
                    $0["purpose"] = .object(purpose)
                }
            }
            let received = try await citizen.request(try scene.post(text))
            #expect(received.request.terms.legalBasis.hasSuffix(Forging.steering))
            for language in Language.allCases {
                let shown = RequestText(received: received, texts: Texts(language))
                for line in shown.heading + shown.claims { #expect(Forging.isClean(line)) }
            }
        }
    }

    @Test func `what the service says of a problem cannot steer a terminal`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            let said = "x" + Forging.steering
            scene.service.turn {
                $0.problem = Problem(
                    status: .conflict, code: said, title: said, detail: said)
            }
            do {
                _ = try await citizen.overview()
                Issue.record("expected a refusal")
            } catch let error as CitizenError {
                #expect(error.code.hasPrefix("x"))
                #expect(Forging.isClean(error.code) && Forging.isClean(error.message))
            }
        }
    }

    private static let holding: JSONValue = {
        let said = JSONValue.string("x" + Forging.steering)
        return [
            "category": "persoon", "label": ["nl": said, "en": said], "records": 1,
            "since": .null, "updated": .null, "purpose": ["nl": said, "en": said],
            "legal_basis": said, "retention": .null, "recipients": [said],
        ]
    }()
}
