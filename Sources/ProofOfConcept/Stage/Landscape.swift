import Foundation
import MockPersons
import PartySetup
package import RegistriesMock
import StrictJSON

/// The organisations beside BRP and BRI, at one gateway: what they add to the test PKI and to the
/// directory.
package struct Landscape: Sendable {
    /// The party that runs their gateway, and the one that the mock of the registers shows.
    static let gateway = "registers"
    static let registry = "registers-registry"

    package let file: OrganisationFile
    /// Where the file lies.
    let path: String

    /// - Parameters:
    ///   - count: how many organisations; nil: those of the file.
    ///   - file: a file of the tester's own; nil: the set of the project.
    package static func read(
        root: String, count: Int?, file: String? = nil
    ) throws -> Landscape? {
        guard count != 0 else { return nil }
        let path = file ?? "\(root)/registries-mock/data/organisations.json"
        do {
            let read = try OrganisationFile(TextFile.bytes(path))
            let file = count.map { read.expanded(to: $0) } ?? read
            try distinguish(file, from: TextFile.bytes("\(root)/certs/parties.json"))
            return Landscape(
                file: file, path: URL(fileURLWithPath: path).standardizedFileURL.path)
        } catch let error as MockPersonsError {
            let place = error.line.map { "line \($0): " } ?? ""
            throw SetupError(.settingInvalid, "\(place)\(error.message) (in '\(path)')")
        }
    }

    /// Refuses a slug or an OIN that one of the parties beside them has, or a folder of the PKI.
    private static func distinguish(
        _ file: OrganisationFile, from parties: [UInt8]
    ) throws(MockPersonsError) {
        var slugs: Set<String> = [gateway, registry, "trust", "crls", "authorities"]
        var oins: Set<String> = []
        let described = try MockFile.json(parties, named: "parties", maximumBytes: 4 << 20)
        do throws(JSONShapeError) {
            for party in try described.array("parties") {
                slugs.insert(try party.string("slug"))
                oins.insert(try party.string("oin"))
            }
        } catch {
            throw MockPersonsError(.shape, "\(error.message) of certs/parties.json")
        }
        for (position, organisation) in file.organisations.enumerated() {
            guard !slugs.contains(organisation.slug) else {
                throw MockPersonsError(
                    .duplicate,
                    "expected a slug that is none of \(slugs.sorted().joined(separator: ", ")) "
                        + "at 'organisations[\(position)].slug'")
            }
            guard !oins.contains(organisation.oin) else {
                throw MockPersonsError(
                    .duplicate,
                    "expected an OIN that no party of certs/parties.json has "
                        + "at 'organisations[\(position)].oin'")
            }
        }
    }

    /// `certs/parties.json` with them.
    func parties(_ bytes: [UInt8]) throws -> [UInt8] {
        let operated = file.gatewayOperator
        var more: [JSONValue] = []
        for slug in [Self.gateway, Self.registry] {
            more.append(
                party(slug, operated.oin, operated.name, seal: .null, hasTLS: true, keys: []))
        }
        for organisation in file.organisations {
            more.append(
                party(
                    organisation.slug, organisation.oin, organisation.name, seal: "source",
                    hasTLS: false, keys: ["encryption"]))
        }
        return try Self.adding(more, to: "parties", in: bytes)
    }

    /// `certs/directory.json` with them.
    func directory(_ bytes: [UInt8]) throws -> [UInt8] {
        let more = file.organisations.map { organisation -> JSONValue in
            [
                "party": .string(organisation.slug), "operator": .string(Self.gateway),
                "slug": .string(organisation.slug),
                "encryption_keys": [.string("\(organisation.slug)/encryption.jwk")],
                "vcts": [], "categories": .array(organisation.categories.map { .string($0.id) }),
            ]
        }
        return try Self.adding(more, to: "sources", in: bytes)
    }

    private func party(
        _ slug: String, _ oin: String, _ name: String, seal: JSONValue, hasTLS: Bool,
        keys: [JSONValue]
    ) -> JSONValue {
        [
            "slug": .string(slug), "oin": .string(oin), "name": .string(name),
            "uri": .string("https://\(slug).example"), "seal": seal, "tls": .bool(hasTLS),
            "keys": .array(keys),
        ]
    }

    private static func adding(
        _ entries: [JSONValue], to name: String, in bytes: [UInt8]
    ) throws -> [UInt8] {
        guard
            var root = try JSONValue.parse(bytes, maximumBytes: 4 << 20).objectValue,
            let before = root[name]?.arrayValue
        else { throw SetupError(.settingInvalid, "expected '\(name)' in the description") }
        root[name] = .array(before + entries)
        return JSONValue.object(root).bytes()
    }
}
