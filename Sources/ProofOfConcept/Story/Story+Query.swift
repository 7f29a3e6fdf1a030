import BlueButton
import CitizenCommands
import OpenSSL

/// The first half: who holds what.
extension Story {
    func logIn() async throws {
        narrator.step(1, "\(person.name) logs in with DigiD (a mock) from the command line.")
        let driver = LoginDriver(client: client, person: person, patience: stage.patience.call)
        try await citizen.logIn { address in try await driver.complete(address) }
        narrator.held("Logged in. The session key never leaves this machine.")
        narrator.held("Two tokens, both bound to that key: the service's has no citizen number,")
        narrator.saw("    the sources' travels only encrypted to each registry's gateway.")
    }

    func askEveryone() async throws -> CitizenProgram.ReceivedOverview {
        narrator.step(
            2, "Who holds data about \(person.name)? All organisations are asked at once.")
        let received = try await citizen.overview()
        for line in received.lines(in: .en) { narrator.saw("  \(line)") }
        let answered = received.overview.rows.filter { row in
            if case .answered = row.outcome { true } else { false }
        }
        let holding = answered.filter { $0.outcome.name == "holds" }.map(\.source.digits)
        try expect(
            answered.count == received.directory.sources.count
                && Set(["00000099000000000101", "00000099000000000102"]).isSubset(of: holding),
            "Every organisation of the directory answered with a statement under its own seal.")
        return received
    }

    func lookAtData() async throws {
        narrator.step(
            3, "What exactly? The registry's attestation is decrypted here, and only here.")
        for slug in ["brp", "bri"] {
            let attestation = try await citizen.data(of: slug)
            // One of the limits stands for all.
            let thresholds = attestation.claims.map(\.name).filter { $0.hasPrefix("onder-") }
            let shown = thresholds.first { $0.hasPrefix("onder-daeb-2026-") } ?? thresholds.first
            for claim in attestation.claims where claim.name != "burgerservicenummer" {
                guard !claim.name.hasPrefix("onder-") || claim.name == shown else { continue }
                for line in ClaimLines.lines(claim.name, claim.value, in: .en) {
                    narrator.saw("  \(line)")
                }
            }
            if thresholds.count > 1 {
                narrator.saw(
                    "  (and \(thresholds.count - 1) more limits like that one: what proves")
                narrator.saw("  that an income is low enough, without showing it)")
            }
        }
        narrator.saw("  (the citizen number is in there too; this story does not print it)")
    }

    func registryIsDown() async throws {
        narrator.step(
            7, "A registry goes down. It stays visible as such; nothing is silently missing.")
        try await parties.stop(.bri)
        let start = ContinuousClock.now
        let received = try await citizen.overview()
        let took = ContinuousClock.now - start
        let rows = received.overview.rows
        let down = rows.filter { $0.outcome.name == "unavailable" }
        for row in rows.count > 20 ? down : rows {
            narrator.saw("  \(DisplayText(row.name)): \(row.outcome.name)")
        }
        if rows.count > 20 { narrator.saw("  (and \(rows.count - down.count) that answered)") }
        try expect(
            down.map(\.source.digits) == ["00000099000000000102"]
                && rows.count == received.directory.sources.count,
            "The income registry stands in the overview as 'unavailable', all others answered.")
        try expect(took < stage.patience.overview, "The answer came within the deadline.")
        try await parties.start(.bri)
    }
}
