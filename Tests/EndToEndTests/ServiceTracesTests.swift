import BlueButton
import CitizenCommands
import Foundation
import JOSE
import ProofOfConcept
import StrictJSON
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
            var values: Set<String> = []
            for source in ["brp", "bri"] {
                for claim in try await citizen.data(of: source).claims {
                    values.formUnion(Self.values(in: claim.value))
                }
            }
            let link = try await BackOffice(
                client: scene.client, port: stage.ports.woonhavenOffice
            ).request(taxYear: 2024, reference: "traces")
            let choice = try await citizen.choice(citizen.request(RequestLink(link)))
            let granted = Set(choice.request.query.queries.map(\.id))
            let release = try citizen.compose(choice, granted: granted)
            try await citizen.submit(release, of: choice)
            let status = try await citizen.outcome(
                of: release, to: choice.request, within: .seconds(30))
            #expect(status.state == "delivered")

            let kept = try Self.content(of: "\(stage.folder)/data/service")
            // What is public is no secret: names of places that the directory has as well.
            let open = Data((overview.directory.text + choice.request.text).utf8)
            let secrets = values.filter { Self.places(of: $0, in: open) == 0 }
                .union([person.number.revealed, person.name])
                .union(try Self.tokens(in: stage.citizenHome))
            #expect(secrets.count > 12)
            // The method finds what is there: the consent here, the values at the receiver.
            #expect(Self.places(of: release.consent.id.text, in: kept) > 0)
            #expect(Self.places(of: #""recipient":{"#, in: kept) > 0)
            let receiver = try Self.content(of: "\(stage.folder)/data/woonhaven")
            #expect(secrets.contains { Self.places(of: $0, in: receiver) > 0 })
            for secret in secrets {
                #expect(
                    Self.places(of: secret, in: kept) == 0,
                    "a secret of \(secret.count) characters")
            }
        }
    }

    /// The texts and amounts of a claim that are long enough to tell them from chance.
    private static func values(in json: JSONValue) -> Set<String> {
        switch json {
        case .string(let text): text.utf8.count >= 5 ? [text] : []
        case .integer(let number): number >= 10_000 ? ["\(number)"] : []
        case .array(let elements):
            elements.reduce(into: []) { $0.formUnion(values(in: $1)) }
        case .object(let object):
            object.reduce(into: []) { $0.formUnion(values(in: $1.value)) }
        default: []
        }
    }

    /// The session's tokens: whole, and the signature of each that has one.
    private static func tokens(in home: String) throws -> Set<String> {
        let bytes = [UInt8](
            try #require(FileManager.default.contents(atPath: "\(home)/session.json")))
        let session = JSONReader(try JSONValue.parse(bytes, maximumBytes: 1 << 20))
        var tokens: Set<String> = [
            try session.string("refresh_token"), try session.string("sources_subject"),
        ]
        for name in ["service", "sources"] {
            let token = try session.object(name).string("token")
            tokens.formUnion([token] + token.split(separator: ".").suffix(1).map(String.init))
        }
        return tokens
    }

    /// All bytes of all files of a folder, its write-ahead log among them.
    private static func content(of folder: String) throws -> Data {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        #expect(names.contains { $0.hasSuffix(".sqlite-wal") })
        return names.reduce(into: Data()) {
            $0.append(FileManager.default.contents(atPath: "\(folder)/\($1)") ?? Data())
        }
    }

    /// How often a text stands in a content: as it is, or inside of base64 at any of its offsets.
    private static func places(of text: String, in content: Data) -> Int {
        var count = 0
        let plain = Data(text.utf8)
        var rest = content[...]
        while let found = rest.range(of: plain) {
            // Digits within longer numbers are not that number.
            let before = found.lowerBound > content.startIndex ? content[found.lowerBound - 1] : 0
            let after = found.upperBound < content.endIndex ? content[found.upperBound] : 0
            if Int(text) == nil || ![before, after].contains(where: { (0x30...0x39).contains($0) })
            {
                count += 1
            }
            rest = content[found.upperBound...]
        }
        guard text.utf8.count >= 8 else { return count }
        for offset in 0..<3 {
            let padded = [UInt8](repeating: 0x20, count: offset) + Array(text.utf8)
            // Only the characters that depend on nothing but the text.
            let whole = Base64URL.encode(padded).utf8.dropFirst((offset * 8 + 5) / 6)
            let inner = Data(whole.prefix(padded.count * 8 / 6 - (offset * 8 + 5) / 6))
            if content.range(of: inner) != nil { count += 1 }
        }
        return count
    }
}
