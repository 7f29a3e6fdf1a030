import Foundation
import ProofOfConcept
import TestKit
import Testing

/// `blauweknop-poc sign-in` in the place of a browser, with an address that was copied badly.
@Suite(
    .serialized,
    .enabled(if: Ground.programs != nil, "skipped: scripts/test hands over the programs"))
struct SignInTests {
    @Test func `a cut address and an old one are told as that`() async throws {
        try await CommandLineCitizen.play { citizen in
            try await citizen.logIn()
            let printed = try String(
                contentsOfFile: citizen.stage.folder + "/login.err", encoding: .utf8)
            let old = String(
                try #require(printed.firstMatch(of: /https:\/\/\S+\/authorize\?\S+/)).output)
            let cut = String(old.prefix { $0 != "&" })
            for (address, expected) in [
                (old, "this address is of one that has ended. Run 'blauweknop login' again"),
                (cut, "expected the whole address that 'blauweknop login' printed"),
                (String(cut.prefix { $0 != "?" }), "between quotes"), ("https", "between quotes"),
            ] {
                let ended = try await Command(
                    path: "\(citizen.programs)/blauweknop-poc",
                    arguments: [
                        "sign-in", "--root", Ground.root, "--folder", citizen.stage.folder,
                        address,
                    ]
                ).run()
                #expect(ended.code != 0 && ended.told.contains(expected), "\(ended.errors)")
            }
        }
    }
}
