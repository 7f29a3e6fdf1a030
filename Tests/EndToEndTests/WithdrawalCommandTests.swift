import Foundation
import ProofOfConcept
import TestKit
import Testing

/// Withdrawing by commands, where one side cannot be told, and where somebody else gave the consent.
@Suite(
    .serialized,
    .enabled(if: Ground.programs != nil, "skipped: scripts/test hands over the programs"))
struct WithdrawalCommandTests {
    @Test func `a withdrawal that the service did not hear is told as half, and completed later`()
        async throws
    {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let id = try await citizen.release(try await citizen.link())
            try await citizen.parties.stop(.service)
            let half = try await citizen.run(["withdraw", id, "--json"])
            #expect(half.code == 3, "\(half.output)\(half.errors)")
            #expect(half.output.contains(#""deletion_confirmed":true"#))
            #expect(half.output.contains(#""service_told":false"#))
            let still = try await citizen.run(["withdraw", id, "--language", "nl"])
            #expect(still.code == 3)
            #expect(
                still.output.contains(
                    "De organisatie heeft uw gegevens verwijderd en dat bevestigd."))
            #expect(still.output.contains("De dienst is niet bereikbaar en weet nog van niets."))
            #expect(still.output.contains("  blauweknop withdraw \(id)\n"))
            try await citizen.parties.start(.service)
            let unaware = try await citizen.run(["consents", "--language", "nl"])
            #expect(unaware.output.contains("hier ingetrokken; de dienst weet dit nog niet"))
            let whole = try await citizen.run(["withdraw", id, "--json"])
            #expect(whole.code == 0, "\(whole.output)\(whole.errors)")
            #expect(whole.output.contains(#""service_told":true"#))
            let listed = try await citizen.run(["consents"])
            #expect(listed.output.contains("withdrawn; the recipient deleted your data"))
            let log = try await citizen.run(["log", "--json"])
            #expect(log.output.contains(#""event":"withdrawal""#))
            let told = try await citizen.run(["log"])
            let said = told.output.split(
                separator: "consent \(id) (says this device)", omittingEmptySubsequences: false)
            // The delivery and the withdrawal; the consent itself is the list's word.
            #expect(said.count == 3, "\(told.output)")
            #expect(told.output.contains("  About  consent \(id)\n"))
        }
    }

    @Test func `a withdrawal that nobody heard is kept, and given again later`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let id = try await citizen.release(try await citizen.link())
            try await citizen.parties.stop(.service)
            try await citizen.parties.stop(.woonhaven)
            let nobody = try await citizen.run(["withdraw", id])
            #expect(nobody.code == 3 && nobody.told.contains("(unreachable)"))
            #expect(nobody.told.contains("nobody knows of it yet"))
            try await citizen.parties.start(.woonhaven)
            try await citizen.parties.start(.service)
            let listed = try await citizen.run(["consents"])
            #expect(listed.output.contains("withdrawn here; the service does not know yet"))
            let whole = try await citizen.run(["withdraw", id])
            #expect(whole.code == 0, "\(whole.errors)")
            #expect(whole.output.contains("The recipient deleted your data and confirmed it."))
        }
    }

    @Test func `what another login gave on this device is listed apart, and not withdrawn unasked`()
        async throws
    {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let link = try await citizen.link()
            let id = try await citizen.release(link)
            try await citizen.logIn(as: "jan-jansen")
            let listed = try await citizen.run(["consents", "--language", "nl"])
            #expect(listed.code == 0, "\(listed.errors)")
            #expect(listed.output.contains("  Stand        gegeven bij een andere login"))
            #expect(listed.output.contains("Is die niet van u?"))
            #expect(!listed.output.contains("Intrekken kan met"))
            let machine = try await citizen.run(["consents", "--json"])
            #expect(machine.output.contains(#""other_login":true"#))
            let answered = try await citizen.run(["request", "show", link])
            #expect(answered.code == 1 && answered.told.contains("under another login here"))

            let unasked = try await citizen.run(["withdraw", id])
            #expect(unasked.code == 2 && unasked.told.contains("(agreement-needed)"))
            let package = try await citizen.package(id)
            #expect(package.output.contains("naam:"))
            let agreed = try await citizen.run(["withdraw", id, "--yes"])
            #expect(agreed.code == 1, "\(agreed.output)\(agreed.errors)")
            #expect(agreed.output.contains("The organisation deleted your data and confirmed it."))
            #expect(agreed.output.contains("the login under which this"))
            #expect(!(agreed.output + agreed.errors).contains("consent-unknown"))
            let again = try await citizen.run(["withdraw", id, "--yes", "--json"])
            #expect(again.code == 1 && again.output.contains(#""trouble":"other-login""#))
            try await citizen.logIn()
            let own = try await citizen.run(["withdraw", id])
            #expect(own.code == 0, "\(own.output)\(own.errors)")
        }
    }

    @Test func `an id that begins with a dash is an id`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            for command in ["withdraw", "confirm"] {
                let unknown = try await citizen.run([command, "-OTOZkdCLrM5H0ac0bG30g"])
                #expect(unknown.code == 1 && unknown.told.contains("(consent-unknown)"))
            }
        }
    }
}
