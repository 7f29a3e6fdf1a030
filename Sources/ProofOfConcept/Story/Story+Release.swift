import BlueButton
import CitizenCommands
import StrictJSON
import Transport

/// The second half: a corporation asks, the citizen decides.
extension Story {
    private var woonhaven: BackOffice {
        BackOffice(
            client: client, port: stage.ports.woonhavenOffice, patience: stage.patience.call)
    }

    func corporationAsks() async throws -> RequestLink {
        narrator.step(4, "Woonstichting De Woonhaven asks: income test for a rental home.")
        let office = woonhaven
        let link = try await office.request(
            taxYear: Self.taxYear, reference: "aanmelding-\(Self.taxYear)")
        let shown = link.count > 70 ? "\(link.prefix(70))…" : link
        narrator.saw("  It gives \(person.name) a link: \(shown)")
        return try RequestLink(link)
    }

    func decide(on link: RequestLink) async throws -> Release {
        narrator.step(5, "\(person.name) sees who asks what, with the actual values, and decides.")
        let received = try await citizen.request(link)
        let choice = try await citizen.choice(received)
        for line in choice.lines(in: .en) { narrator.saw("  \(line)") }
        let granted = Set(received.request.query.queries.map(\.id))
        let release = try citizen.compose(choice, granted: granted)
        try await refuseAltered(release)
        try await citizen.submit(release, of: choice)
        let status = try await citizen.outcome(
            of: release, to: received.request, within: stage.patience.delivery)
        try expect(
            status.state == "delivered" && status.receipt != nil,
            "Consent signed, package delivered, the corporation's sealed receipt verified.")
        try await refuseUnconfirmed(release, status: status)
        try await citizen.confirm(status)
        narrator.held("\(person.name) confirms: code and bits together make the package count.")
        return release
    }

    /// Before the confirmation the package waits; the code, which the service knows, is not enough.
    private func refuseUnconfirmed(_ release: Release, status: ReleaseStatus) async throws {
        let office = woonhaven
        let waiting = try await office.package(release.consent.id)
        try expect(
            try waiting?.string("state") == "waiting" && waiting?.array("claims").isEmpty == true,
            "Until \(person.name) confirms, it waits at the corporation and shows no value.")
        guard let redirect = status.redirect else {
            throw StoryError("expected the corporation to say where the citizen confirms")
        }
        let code = try await refusal(
            client.get(redirect, maximumBytes: 1 << 20, deadline: .now + stage.patience.call))
        try expect(
            code == "confirmation-refused",
            "Who only picks up the code on its way cannot confirm (\(code)).")
    }

    private func refuseAltered(_ release: Release) async throws {
        narrator.saw("")
        narrator.saw("On its way, someone changes one character of the package:")
        let code = try await post(
            Self.altered(release.package.text), registration: "{}", to: stage.ports.woonhaven)
        try expect(
            code == "decryption-failed", "The corporation refuses the altered package (\(code)).")
    }

    func corporationReads(_ release: Release) async throws -> Evidence {
        narrator.step(6, "The corporation verified everything itself, and reads what was released.")
        let office = woonhaven
        guard let package = try await office.package(release.consent.id) else {
            throw StoryError("expected the corporation to have the package")
        }
        var names: [String] = []
        for claim in try package.array("claims") {
            let name = try claim.string("name")
            names.append(name)
            for line in ClaimLines.lines(name, claim.member("value")?.value ?? .null, in: .en) {
                narrator.saw("  \(line)")
            }
        }
        try expect(
            names == ["naam", "geboorte", "adres", "inkomen-\(Self.taxYear)"],
            "It can read exactly what was chosen: \(names.joined(separator: ", ")).")
        return try Evidence(reading: try await office.evidence(release.consent.id))
    }

    func refuseForAnother(_ release: Release, evidence: Evidence) async throws {
        narrator.saw("")
        narrator.saw("The same package is sent to another corporation, Stadswonen:")
        let code = try await post(
            release.package.text, registration: evidence.registration,
            to: stage.ports.stadswonen)
        try expect(code == "package-mismatch", "Stadswonen cannot open it and refuses (\(code)).")
        let again = try await reply(
            release.package.text, registration: evidence.registration, to: stage.ports.woonhaven)
        let receipt = try? JSONReader(JSONValue.parse(again.body, maximumBytes: 1 << 20))
            .string("receipt")
        try expect(
            receipt == evidence.receipt,
            "The identical package at De Woonhaven changes nothing: it gets the same receipt.")
    }

    func withdraw(_ release: Release) async throws {
        narrator.step(8, "\(person.name) changes their mind and withdraws.")
        let listed = try await citizen.consents()
        try expect(
            listed.map(\.consent.id) == [release.consent.id] && listed[0].state == "confirmed",
            "The consent stands in the list: \(listed[0].recipientName), \(listed[0].givenAt).")
        let outcome = try await citizen.withdraw(release.consent.id)
        try expect(
            outcome.state == "deleted" && outcome.deletionReceipt != nil,
            "Withdrawn; the corporation deleted the data and sealed a receipt of that.")
        let office = woonhaven
        let left = try await office.package(release.consent.id)
        let claims = try left?.array("claims") ?? []
        try expect(claims.isEmpty, "The corporation's back office shows no value any more.")
        try await readLog()
    }

    /// What the citizen can see of all that was done about them.
    private func readLog() async throws {
        narrator.saw("")
        narrator.saw("What was done about \(person.name) stands in an access log that only grows:")
        let log = try await citizen.log()
        for entry in log.entries { narrator.saw("  \(entry.line(in: .en))") }
        try expect(
            log.entries.allSatisfy { $0.trouble == nil }
                && Set(log.entries.compactMap { $0.entry?.event }) == Set(LogEvent.allCases),
            "Every entry is proven to stand in the log, which continues what was seen before.")
    }

    // MARK: Sending to a corporation without the service

    private func reply(
        _ package: String, registration: String, to port: Int
    ) async throws -> HTTPReply {
        try await client.post(
            "https://localhost:\(port)/v1/responses",
            headers: [("Content-Type", FormBody.contentType)],
            body: FormBody.encode([("response", package), ("registration", registration)]),
            maximumBytes: 1 << 20, deadline: .now + stage.patience.call)
    }

    /// The code by which a corporation refuses a package.
    private func post(
        _ package: String, registration: String, to port: Int
    ) async throws -> String {
        try refusal(await reply(package, registration: registration, to: port))
    }

    private func refusal(_ reply: HTTPReply) throws -> String {
        guard reply.status >= 400 else {
            throw StoryError("expected a refusal, not the answer \(reply.status)")
        }
        return try JSONReader(JSONValue.parse(reply.body, maximumBytes: 1 << 20)).string("code")
    }

    /// A package with one character of its ciphertext changed.
    private static func altered(_ text: String) -> String {
        var parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, let first = parts[3].first else { return text }
        parts[3] = (first == "A" ? "B" : "A") + parts[3].dropFirst()
        return parts.joined(separator: ".")
    }
}
