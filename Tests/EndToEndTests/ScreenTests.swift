import Foundation
import ProofOfConcept
import TestKit
import Testing

/// Every screen of the citizen's program in both languages, as `Screen` holds each.
@Suite(
    .serialized,
    .enabled(
        if: Ground.programs != nil && PseudoTerminal.isThere,
        "skipped: scripts/test hands over the programs, and python3 plays the terminal"))
struct ScreenTests {
    @Test(arguments: ["nl", "en"])
    func `every screen fits a terminal, and tells time as the citizen's clock does`(
        language: String
    ) async throws {
        try await CommandLineCitizen.play { citizen in
            @discardableResult
            func show(_ arguments: String..., code: Int32 = 0) async throws -> Command.Ended {
                let ended = try await citizen.run(arguments + ["--language", language])
                #expect(ended.code == code, "\(arguments): \(ended.output)\(ended.errors)")
                return ended
            }
            let isDutch = language == "nl"
            let refused = try await show("overview", code: 4)
            #expect(refused.errors.hasPrefix("blauweknop: \(isDutch ? "fout" : "error"): "))
            #expect(refused.errors.contains("\nblauweknop: \(isDutch ? "tip" : "hint"): "))
            try await citizen.logIn()
            let folder = citizen.stage.folder
            try await show("overview", "--output", folder + "/o.json", "--html", folder + "/o.html")
            try await show("data", "brp")
            try await show("data", "bri")
            try await show("data", "kadaster", code: 1)
            let link = try await citizen.link("daeb-toets")
            let asked = try await show("request", "show", link)
            #expect(asked.output.contains(isDutch ? "Beslis voor " : "Decide before "))
            try await show("release", link, "--refuse")
            try await show("release", link, "--yes", "--no-confirm")
            let listed = try await show("consents")
            let id = try #require(
                listed.output.firstMatch(of: /blauweknop confirm ([\w-]{22})/)
            ).output.1
            try await show("confirm", String(id), "--receipt", folder + "/receipt.json")
            try await show("release", link, "--yes", code: 1)
            let log = try await show("log")
            #expect(log.output.contains(isDutch ? "(volgens dit" : "(says this"), "\(log.output)")
            #expect(log.output.contains("Belastingdienst"), "\(log.output)")
            try await show("withdraw", String(id))
            try await show("withdraw", "nonsense", code: 1)
            try await show("release", "openid4vp://x", code: 1)
            try await show("doctor")
            let checked = try await citizen.run(
                ["verify", folder + "/o.html", "--language", language], atTerminal: [])
            #expect(checked.code == 0, "\(checked.output)")
            try await citizen.parties.stop(.service)
            let gone = try await show("consents", code: 3)
            let nobody = isDutch ? "is niet te bereiken (unreachable)" : "cannot be reached (unrea"
            #expect(gone.told.contains(nobody) && gone.told.contains("://localhost"))
            try await show("doctor", code: 3)
            try await show("logout")
        }
    }

    @Test func `what is too wide is found`() {
        let long = String(repeating: "a", count: 81)
        #expect(Screen.wide("  \(long)\n  blauweknop verify /\(long)\nshort").isEmpty)
        #expect(Screen.wide("b \(long)\r\n") == ["b \(long)"])
        #expect(Screen.wide("\u{1B}[2K\(String(repeating: "a b ", count: 20))").isEmpty)
    }
}
