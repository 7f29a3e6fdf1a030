import Foundation
import JOSE
import ProofOfConcept
import StrictJSON
import TestKit
import Testing

/// Documents of the story, checked by tools that know nothing of this project.
@Suite(.serialized) struct OutsideToolTests {
    private static let hasTools = Command.isThere("jose") && Command.isThere("openssl")

    @Test(.enabled(if: hasTools, "skipped: the jose and openssl commands are absent"))
    func `the commands of the README of demo-output check every document`() async throws {
        try await Ground.use { ground in
            let folder = try await ground.tellStory()
            let commands = try ReadmeCommands(in: folder)
            #expect(commands.count == 9)
            let ended = try await commands.run(in: folder)
            #expect(ended.code == 0, "\(ended.errors)")
            for name in [
                "directory.jwt: the signature", "overview.json: the signature",
                "request.jwt: the signature", "registration.json: the signature",
                "receipt.json: the signature", "overview.json: stamped at",
                "registration.json: stamped at", "receipt.json: stamped at",
                "consent.jwt: signed by the key", "package.jwe: the package that was registered",
                "checkpoint: the signature is good", "consent.tlog-proof: the consent's entry",
            ] {
                #expect(ended.output.contains(name))
            }
            let judged = ended.output.split(separator: "\n").filter { $0.hasSuffix("leaf.pem: OK") }
            #expect(judged.count == 9)
            #expect(ended.output.split(separator: "\n").count { $0 == "Verification: OK" } == 3)
        }
    }

    @Test(
        .enabled(if: hasTools, "skipped: the jose and openssl commands are absent"),
        arguments: [
            "directory.jwt", "consent.jwt", "receipt.json", "package.jwe", "overview.json",
            "registration.json",
        ])
    func `the commands of the README refuse an altered document`(_ name: String) async throws {
        try await Ground.use { ground in
            let folder = try await ground.tellStory()
            try alter("\(folder)/\(name)")
            let ended = try await ReadmeCommands(in: folder).run(in: folder)
            #expect(ended.code != 0)
        }
    }

    @Test(.enabled(if: Command.python != nil, "skipped: scripts/test makes the Python tools"))
    func `the PyPI package sd-jwt accepts the presentations and refuses another nonce`()
        async throws
    {
        let python = try #require(Command.python)
        try await Ground.use { ground in
            let folder = try await ground.tellStory()
            let script = Ground.root + "/scripts/outside/check_sd_jwt.py"
            let ended = try await Command(path: python, arguments: [script, folder]).run()
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(ended.output.contains("persoon: accepted"))
            #expect(ended.output.contains("inkomen: accepted"))
            #expect(ended.output.contains("inkomen: another nonce refused"))
        }
    }

    @Test(.enabled(if: Command.python != nil, "skipped: scripts/test makes the Python tools"))
    func `the OpenID4VP verifier polaris accepts the response and refuses altered ones`()
        async throws
    {
        try await Ground.use { ground in
            let folder = try await ground.tellStory()
            let accepted = try await polaris(folder, response: "response.json")
            #expect(accepted.code == 0, "\(accepted.output)\(accepted.errors)")
            #expect(accepted.output.contains(#""accepted": true"#))
            let text = try String(contentsOfFile: "\(folder)/response.json", encoding: .utf8)
            for (name, altered) in try alterations(of: text) {
                try altered.write(
                    toFile: "\(folder)/altered.json", atomically: true, encoding: .utf8)
                let refused = try await polaris(folder, response: "altered.json")
                #expect(refused.code == 1, "\(name)")
            }
        }
    }

    /// Judges a response at the time of its key binding, by the request and the sources' anchor.
    private func polaris(_ folder: String, response: String) async throws -> Command.Ended {
        let python = try #require(Command.python)
        let registration = try #require(
            FileManager.default.contents(atPath: "\(folder)/registration.json"))
        let jws = try #require(
            JSONSerialization.jsonObject(with: registration) as? [String: Any])
        let payload = try JSONValue.parse(
            Base64URL.decode(try #require(jws["payload"] as? String)), maximumBytes: 1 << 16)
        let time = try JSONReader(payload).integer("iat")
        return try await Command(
            path: python.replacingOccurrences(of: "/python", with: "/polaris-oid4vp"),
            arguments: [
                "verdict", "--request", "\(folder)/request.jwt", "--vp-token",
                "\(folder)/\(response)", "--issuer-trust-anchor", "\(folder)/trust/sources.pem",
                "--transaction-data-scope", "per_credential", "--now", "\(time)",
            ]
        ).run()
    }

    /// The response with a disclosure taken out, a digit of a signature changed, and the two
    /// presentations swapped.
    private func alterations(of text: String) throws -> [(String, String)] {
        let disclosure = try #require(text.firstMatch(of: /~[A-Za-z0-9_-]+~/))
        var stripped = text
        stripped.replaceSubrange(disclosure.range, with: "~")
        let signature = try #require(text.firstMatch(of: /\.([A-Za-z0-9_-]{86})~/))
        var forged = text
        let first = signature.output.1.startIndex
        forged.replaceSubrange(first...first, with: text[first] == "A" ? "B" : "A")
        let swapped = text.replacingOccurrences(of: #""persoon":"#, with: #""x":"#)
            .replacingOccurrences(of: #""inkomen":"#, with: #""persoon":"#)
            .replacingOccurrences(of: #""x":"#, with: #""inkomen":"#)
        return [("stripped", stripped), ("forged", forged), ("swapped", swapped)]
    }

    /// Changes one character inside the payload or ciphertext of a document.
    private func alter(_ file: String) throws {
        var bytes = [UInt8](try #require(FileManager.default.contents(atPath: file)))
        let place = bytes.count / 2
        bytes[place] = bytes[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        try Data(bytes).write(to: URL(fileURLWithPath: file))
    }
}

extension Ground {
    /// Tells the story in one process and gives the folder of its documents.
    func tellStory() async throws -> String {
        let stage = try await Stage.build(in: folder, root: Ground.root)
        let parties = PartiesInProcess(stage, logger: Ground.logger)
        let documents = DemoOutput(folder: "\(folder)/demo-output")
        try documents.prepare()
        try await parties.whileRunning {
            try await Story(
                stage: stage, parties: parties, person: Casting.ofSeed(root: Ground.root),
                narrator: Narrator(isQuiet: true), logger: Ground.logger
            ).tell(output: documents)
        }
        return documents.folder
    }
}
