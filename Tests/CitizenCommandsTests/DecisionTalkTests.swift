import BlueButton
import ReleaseKit
import Synchronization
import Foundation
import Testing

@testable import CitizenCommands

/// The conversation about a decision, with answers typed beforehand.
struct DecisionTalkTests {
    /// What was shown, and whether the citizen agreed.
    private func talk(
        _ answers: [String], _ language: Language = .en
    ) throws -> (lines: [String], isAgreed: Bool, granted: Set<String>) {
        let world = try ReleaseWorld.shared.get()
        let applicant = try Applicant(world)
        let received = CitizenProgram.ReceivedRequest(
            request: try world.optionalRequest(), directory: world.directory)
        let choice = CitizenProgram.Choice(
            received: received, attestations: try applicant.attestations(),
            holderKey: applicant.holderKey)
        let typed = Mutex(answers)
        let shown = Mutex<[String]>([])
        var decision = ReleaseDecision(received.request.query)
        let talk = DecisionTalk(
            text: DecisionText(choice: choice, texts: Texts(language)),
            keyboard: Keyboard { typed.withLock { $0.isEmpty ? nil : $0.removeFirst() } },
            say: { line in shown.withLock { $0.append(line) } })
        let isAgreed = talk.lead(&decision)
        return (shown.withLock { $0 }, isAgreed, decision.granted)
    }

    @Test func `the citizen sees each value, what is left out, and then says yes`() throws {
        let end = try talk(["1", "", "yes"])
        let text = end.lines.joined(separator: "\n")
        #expect(end.isAgreed && end.granted == ["persoon", "adres"])
        #expect(text.contains("Name: Roos Jansen") && text.contains("  [ ] 1  Address"))
        #expect(text.contains("Dorpsstraat 5") && text.contains("confidential"))
        #expect(text.contains("  [x] 1  Address: you share this"))
        #expect(text.contains("€ 24,100") && text.contains("in dispute"))
        let summary = try #require(text.range(of: "In short: you share with"))
        let after = text[summary.upperBound...]
        #expect(after.contains("- Name: Roos Jansen") && after.contains("- Address: Dorps"))
        #expect(after.contains("You do not share:\n  - Your income"))
        #expect(after.contains("You do not share your citizen number (BSN)."))
    }

    @Test func `nobody at the keyboard shares nothing`() throws {
        for answers in [[], ["1"], ["1", ""], ["1", "", "y"]] {
            #expect(try !talk(answers).isAgreed)
        }
    }

    @Test(arguments: Language.allCases)
    func `it all fits in 80 columns, and a tick is no matter of colour`(
        language: Language
    ) throws {
        let end = try talk(["nonsense", "1 2", "", "terug", "2", "", "ja"], language)
        #expect(end.isAgreed && end.granted == ["persoon", "adres"])
        #expect(end.lines.allSatisfy { $0.count <= 80 && !$0.contains("\u{1B}") })
        let unclear = Texts(language).unclear(2)
        #expect(end.lines.filter { $0 == unclear }.count == 1)
    }

    @Test func `the limit is offered in the place of the income`() throws {
        let query = try PresentationQuery(
            queries: [
                CredentialQuery(
                    id: "persoon", type: .brp, claims: [ClaimPath("naam"), ClaimPath("geboorte")]),
                CredentialQuery(id: "inkomen", type: .bri, claims: [ClaimPath("inkomen-2024")]),
                CredentialQuery(
                    id: "grens", type: .bri, claims: [ClaimPath("onder-daeb-2026-eenpersoons")]),
            ],
            sets: [
                .init(queries: ["persoon"], isRequired: true),
                .init(queries: ["inkomen"], isRequired: false),
                .init(queries: ["grens"], isRequired: false),
            ])
        let world = try ReleaseWorld.shared.get()
        let applicant = try Applicant(world)
        let choice = CitizenProgram.Choice(
            received: .init(
                request: try world.request(asking: query), directory: world.directory),
            attestations: try applicant.attestations(), holderKey: applicant.holderKey)
        var decision = ReleaseDecision(query)
        let text = DecisionText(choice: choice, texts: Texts(.nl))
        #expect(text.options(decision).contains { $0.contains("U hoeft uw inkomen niet") })
        try decision.proveLimitOnly()
        let summary = text.summary(decision).joined(separator: "\n")
        #expect(summary.contains("U deelt niet:\n  - Uw inkomen"))
        #expect(!summary.contains("24.100"))
    }
}
