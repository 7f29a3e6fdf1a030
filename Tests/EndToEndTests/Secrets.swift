import BlueButton
import CitizenCommands
import Foundation
import JOSE
import StrictJSON
import Testing

/// What may lie nowhere but with the citizen, the sources and who was sent it, and the search for it.
enum Secrets {
    /// The values that the sources attest about a citizen.
    static func values(of citizen: CitizenProgram) async throws -> Set<String> {
        var values: Set<String> = []
        for source in ["brp", "bri"] {
            for claim in try await citizen.data(of: source).claims {
                values.formUnion(self.values(in: claim.value))
            }
        }
        return values
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
    static func tokens(in home: String) throws -> Set<String> {
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

    /// How often a text stands in a content: as it is, or inside of base64 at any of its offsets.
    static func places(of text: String, in content: Data) -> Int {
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
