import BlueButton
import CitizenCommands
import Foundation
import ProofOfConcept
import TestKit
import Testing

/// Every byte that the service keeps, while it is used: no value, no number, no token.
@Suite(.serialized)
struct ServiceTracesTests {
    @Test func `no file of the service holds a value, a number or a token of the story`()
        async throws
    {
        try await LoggedInCitizen<PartiesInProcess>.play { scene in
            let (stage, citizen) = (scene.stage, scene.citizen)
            let person = try Casting.ofSeed(root: Ground.root)
            let overview = try await citizen.overview()
            let values = try await Secrets.values(of: citizen)
            let shared = try await scene.share(reference: "traces")

            let kept = try Self.content(of: "\(stage.folder)/data/service")
            // What is public is no secret: names of places that the directory has as well.
            let open = Data((overview.directory.text + shared.request.text).utf8)
            let secrets = values.filter { Secrets.places(of: $0, in: open) == 0 }
                .union([person.number.revealed, person.name])
                .union(try Secrets.tokens(in: stage.citizenHome))
            #expect(secrets.count > 12)
            // The method finds what is there: the consent here, the values at the receiver.
            #expect(Secrets.places(of: shared.release.consent.id.text, in: kept) > 0)
            #expect(Secrets.places(of: #""recipient":{"#, in: kept) > 0)
            let receiver = try Self.content(of: "\(stage.folder)/data/woonhaven")
            #expect(secrets.contains { Secrets.places(of: $0, in: receiver) > 0 })
            for secret in secrets {
                #expect(
                    Secrets.places(of: secret, in: kept) == 0,
                    "a secret of \(secret.count) characters")
            }
        }
    }

    /// All bytes of all files of a folder, its write-ahead log among them.
    private static func content(of folder: String) throws -> Data {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        #expect(names.contains { $0.hasSuffix(".sqlite-wal") })
        return names.reduce(into: Data()) {
            $0.append(FileManager.default.contents(atPath: "\(folder)/\($1)") ?? Data())
        }
    }
}
