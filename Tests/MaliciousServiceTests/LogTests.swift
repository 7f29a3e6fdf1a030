import BlueButton
import CitizenCommands
import JOSE
import OpenSSL
import PartySetup
import ProofOfConcept
import StrictJSON
import Testing
import TransparencyLog

/// What the attacker can do with the log and its key: nothing that the citizen does not see.
@Suite(.serialized) struct LogTests {
    @Test func `an honest log is followed, and each entry is proven`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            for _ in 0..<3 { _ = try await citizen.overview() }
            let log = try await citizen.log()
            #expect(log.entries.count == 3 && log.checkpoint.size == 3)
            #expect(log.entries.allSatisfy { $0.trouble == nil && $0.entry?.event == .query })
        }
    }

    @Test func `a log that shows another history than before is refused`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            for _ in 0..<3 { _ = try await citizen.overview() }
            // The same size, other leaves: a split view.
            let other = try MaliciousLog(besides: scene.service.log)
            for _ in 0..<4 {
                try other.append(.query, of: DocumentHash(ofCharacters: "another"))
            }
            scene.service.turn { $0.log = other }
            let refusal = await code { _ = try await citizen.log() }
            #expect(["old-root-mismatch", "new-root-mismatch", "tree-forked"].contains(refusal))
            // Both checkpoints are kept: the log's own signature convicts it.
            let kept = try TextFile.text(
                "\(scene.keys.stage.folder)/home-sanne-de-vries/log-conflict.txt")
            #expect(kept.split(separator: "\n\n").count >= 3)
        }
    }

    @Test func `two histories of one size are told as such`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            _ = try await citizen.overview()
            let other = try MaliciousLog(besides: scene.service.log)
            try other.append(.query, of: DocumentHash(ofCharacters: "another"))
            let refusal = await code {
                try await citizen.follow(other.checkpoint(), in: scene.keys.directory)
            }
            #expect(refusal == "tree-forked")
        }
    }

    @Test func `a log that has become shorter is refused`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            for _ in 0..<3 { _ = try await citizen.overview() }
            let other = try MaliciousLog(besides: scene.service.log)
            scene.service.turn { $0.log = other }
            #expect(
                await code { try await citizen.followLog(in: scene.keys.directory) }
                    == "tree-shrunk")
        }
    }

    @Test func `a checkpoint by another key is refused`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            _ = try await citizen.overview()
            let other = try MaliciousLog(
                besides: scene.service.log, seed: [UInt8](repeating: 3, count: 32))
            scene.service.turn { $0.log = other }
            #expect(await code { _ = try await citizen.overview() } == "note-unsigned")
            #expect(await code { _ = try await citizen.log() } == "note-unsigned")
        }
    }

    @Test func `a forged proof shows at its entry`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            for _ in 0..<3 { _ = try await citizen.overview() }
            scene.service.turn {
                $0.entries = { page in
                    page["entries"] = .array(
                        (page["entries"]?.arrayValue ?? []).map { entry in
                            var entry = entry.objectValue ?? [:]
                            let hashes = entry["inclusion_proof"]?.arrayValue ?? []
                            entry["inclusion_proof"] = .array(
                                hashes.map { _ in
                                    .string(MerkleHash.emptyRoot.base64URL)
                                })
                            return .object(entry)
                        })
                }
            }
            let log = try await citizen.log()
            #expect(
                log.entries.map { $0.trouble?.code.rawValue }
                    == ["inclusion-invalid", "inclusion-invalid", "inclusion-invalid"])
        }
    }

    @Test func `an entry that is not what the leaf commits to shows as such`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            for _ in 0..<2 { _ = try await citizen.overview() }
            scene.service.turn {
                $0.entries = { page in
                    page["entries"] = .array(
                        (page["entries"]?.arrayValue ?? []).map { entry in
                            var entry = entry.objectValue ?? [:]
                            var told = entry["entry"]?.objectValue ?? [:]
                            told["event"] = "withdrawal"
                            entry["entry"] = .object(told)
                            return .object(entry)
                        })
                }
            }
            let log = try await citizen.log()
            #expect(
                log.entries.map { $0.trouble?.code.rawValue }
                    == ["commitment-mismatch", "commitment-mismatch"])
        }
    }

    // MARK: What a registration says of the log

    @Test func `a registration with a forged proof is refused`() async throws {
        try await Scene.play { scene in
            let one = try await scene.release()
            try scene.keys.log.append(.query, of: DocumentHash(ofCharacters: "another"))
            let right = try scene.keys.log.append(.consent, of: one.consent.hash)
            let other = try MaliciousLog(besides: scene.keys.log)
            for _ in 0..<Int(right.index) {
                try other.append(.query, of: DocumentHash(ofCharacters: "another"))
            }
            let forged = try other.append(.consent, of: one.consent.hash)
            var json = right.json
            json["inclusion_proof"] = forged.json["inclusion_proof"]
            let refusal = try await scene.deliver(
                one, log: LogInclusion(json: JSONReader(.object(json))))
            #expect(refusal == "inclusion-invalid")
        }
    }

    @Test func `a registration with the entry of another consent is refused`() async throws {
        try await Scene.play { scene in
            let one = try await scene.release()
            let other = try scene.keys.log.append(
                .consent, of: DocumentHash(ofCharacters: "another consent"))
            #expect(try await scene.deliver(one, log: other) == "log-entry-mismatch")
            let query = try scene.keys.log.append(.query, of: one.consent.hash)
            #expect(try await scene.deliver(one, log: query) == "log-entry-mismatch")
        }
    }

    @Test func `a registration with a checkpoint by another key is refused`() async throws {
        try await Scene.play { scene in
            let one = try await scene.release()
            let other = try MaliciousLog(
                besides: scene.keys.log, seed: [UInt8](repeating: 5, count: 32))
            let inclusion = try other.append(.consent, of: one.consent.hash)
            #expect(try await scene.deliver(one, log: inclusion) == "note-unsigned")
        }
    }

    @Test func `a recipient that is shown two histories refuses the second`() async throws {
        try await Scene.play { scene in
            let first = try await scene.release()
            #expect(try await scene.deliver(first, log: nil) == nil)
            let other = try MaliciousLog(besides: scene.keys.log)
            for _ in 0..<2 {
                try other.append(.query, of: DocumentHash(ofCharacters: "another"))
            }
            let second = try await scene.release()
            let inclusion = try other.append(.consent, of: second.consent.hash)
            scene.service.turn { $0.log = other }
            let refusal = try await scene.deliver(second, log: inclusion)
            #expect(["old-root-mismatch", "new-root-mismatch", "tree-forked"].contains(refusal))
        }
    }

    @Test func `a history that only the recipient is shown comes out by its receipt`()
        async throws
    {
        try await Scene.play { scene in
            let other = try MaliciousLog(besides: scene.keys.log)
            scene.service.turn { $0.registered = other }
            let citizen = try await scene.citizen()
            _ = try await citizen.overview()
            let choice = try await scene.choice(of: citizen)
            let release = try citizen.compose(choice, granted: ["persoon", "inkomen"])
            try await citizen.submit(release, of: choice)
            let refusal = await code {
                _ = try await citizen.outcome(
                    of: release, to: choice.request, within: .seconds(5))
            }
            #expect(["old-root-mismatch", "new-root-mismatch", "tree-forked"].contains(refusal))
        }
    }
}
