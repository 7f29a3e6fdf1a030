import BlueButton
import JOSE
import OpenSSL
import StrictJSON
import Testing

@testable import CitizenCommands

/// Overviews that the attacker seals with the service's own key.
@Suite(.serialized) struct OverviewTests {
    @Test func `a source cannot be omitted`() async throws {
        try await expect("sources-incomplete") { Array($0.dropLast()) }
    }

    @Test func `a source cannot stand in for another by standing there twice`() async throws {
        try await expect("sources-incomplete") { [$0[0], $0[0]] }
    }

    @Test func `a source cannot be invented`() async throws {
        try await expect("source-unknown") { rows in
            var row = rows[1]
            row["oin"] = "00000099000000000999"
            return rows + [row]
        }
    }

    @Test func `a source cannot be renamed`() async throws {
        try await expect("outcome-mismatch") { $0.changing("name", to: "Belastingdienst") }
    }

    @Test func `what is held cannot pass for nothing`() async throws {
        try await expect("outcome-mismatch") { $0.changing("outcome", to: "holds-nothing") }
    }

    @Test func `nothing is held without the source's own word`() async throws {
        try await expect("outcome-mismatch") {
            $0.changing("outcome", to: "holds-nothing", without: "statement")
        }
    }

    @Test func `a statement cannot be altered`() async throws {
        try await expect("signature-invalid") { rows in
            let text = try Forging.altered(rows[0]["statement"]?.stringValue ?? "") {
                $0["holds"] = false
                $0["holdings"] = []
            }
            return rows.changing("outcome", to: "holds-nothing")
                .changing("statement", to: .string(text))
        }
    }

    @Test func `a statement cannot be sealed by the service`() async throws {
        try await Scene.play { scene in
            scene.service.turn { malice in
                malice.rows = { [sealer = scene.service.sealer] rows in
                    let text = try Forging.sealed(
                        rows[0]["statement"]?.stringValue ?? "", type: "holdings+jwt",
                        by: sealer)
                    return rows.changing("statement", to: .string(text))
                }
            }
            let citizen = try await scene.citizen()
            #expect(await code { _ = try await citizen.overview() } == "wrong-role")
        }
    }

    @Test func `one source's statement cannot be filed under another`() async throws {
        try await expect("organisation-mismatch") {
            $0.changing("statement", to: $0[1]["statement"] ?? .null)
        }
    }

    @Test func `one person's statement cannot be filed under another`() async throws {
        try await Scene.play { scene in
            _ = try await scene.citizen("kees-hofstra").overview()
            let others = try #require(scene.service.rows.last)
            scene.service.turn { $0.rows = { _ in others } }
            let citizen = try await scene.citizen("sanne-de-vries")
            #expect(await code { _ = try await citizen.overview() } == "statement-mismatch")
        }
    }

    @Test func `an overview made for another mandate answers no query`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            _ = try await citizen.overview()
            let (mandate, rows) = (scene.service.mandates[0], scene.service.rows[0])
            scene.service.turn {
                $0.mandate = { _ in mandate }
                $0.rows = { _ in rows }
            }
            #expect(await code { _ = try await citizen.overview() } == "mandate-mismatch")
        }
    }

    @Test func `an overview cannot carry a mandate that the attacker wrote`() async throws {
        try await Scene.play { scene in
            scene.service.turn {
                $0.mandate = { try Forging.altered($0) { $0["action"] = "attestation" } }
            }
            let citizen = try await scene.citizen()
            #expect(await code { _ = try await citizen.overview() } == "signature-invalid")
        }
    }

    /// What the service may say falsely: that a source did not answer. It shows as unknown.
    @Test func `a source that the service calls unavailable is shown as unknown`() async throws {
        try await Scene.play { scene in
            scene.service.turn {
                $0.rows = {
                    $0.changing("outcome", to: "unavailable", without: "statement").changing(
                        "reason", to: ["code": "timeout", "message": "No answer."])
                }
            }
            let received = try await scene.citizen().overview()
            #expect(received.overview.rows.map(\.outcome.name) == ["unavailable", "holds"])
        }
    }

    /// Has a citizen ask while the attacker changes the rows, and expects the program's refusal.
    private func expect(
        _ expected: String, _ change: @escaping @Sendable ([JSONObject]) throws -> [JSONObject]
    ) async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            #expect(await code { _ = try await citizen.overview() } == nil)
            scene.service.turn { $0.rows = change }
            #expect(await code { _ = try await citizen.overview() } == expected)
        }
    }
}

extension [JSONObject] {
    /// The rows with a member of the first one replaced, and another taken out.
    func changing(
        _ name: String, to value: JSONValue, without other: String? = nil
    ) -> [JSONObject] {
        var rows = self
        rows[0][name] = value
        if let other { rows[0][other] = nil }
        return rows
    }
}
