import BlueButton
import JOSE
import StrictJSON
import Testing

@testable import CitizenCommands

/// What the attacker knows of a citizen who asked and released everything there is.
@Suite(.serialized) struct BlindnessTests {
    @Test func `nothing that passes the service holds a name, an income or the number`()
        async throws
    {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            _ = try await citizen.overview()
            let choice = try await scene.choice(of: citizen)
            try await citizen.submit(
                try citizen.compose(choice, granted: ["persoon", "inkomen"]), of: choice)
            let seen = scene.service.everything.map(Self.readable).joined(separator: "\n")
            // It reads what is not encrypted: that there is an income on record, and which claims.
            #expect(seen.contains("inkomen-2025") && seen.contains("records"))
            // Words with a character that base64url does not have, so that chance makes none.
            for secret in ["999000019", "de Vries", "\"Vries", ":24390", "24.390"] {
                #expect(!seen.contains(secret))
            }
            // The citizen reads all of it.
            let known = choice.lines(in: .nl).joined(separator: "\n")
            #expect(known.contains("Sanne") && known.contains("24.390"))
        }
    }

    /// A text, and whatever its parts decode to, twice over.
    private static func readable(_ text: String) -> String {
        var found = [text]
        for _ in 0..<2 {
            found += found.flatMap { text in
                text.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "_" }
                    .filter { $0.utf8.count > 8 }
                    .compactMap { try? Base64URL.decode($0) }
                    .map { String(decoding: $0, as: UTF8.self) }
            }
        }
        return found.joined(separator: "\n")
    }
}
