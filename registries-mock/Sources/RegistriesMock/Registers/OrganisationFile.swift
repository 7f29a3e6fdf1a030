package import MockPersons
import StrictJSON

/// The organisations of a file, and who runs the gateway at which they all stand.
package struct OrganisationFile: Sendable, Hashable {
    /// The organisation that runs their gateway.
    package struct Operator: Sendable, Hashable {
        package let oin: String
        package let name: String
    }

    /// The most organisations that a landscape may have.
    package static let maximum = 5000
    private static let maximumBytes = 16 << 20

    package let gatewayOperator: Operator
    package let organisations: [Organisation]

    /// Reads `{"operator": {"oin", "name"}, "organisations": [{…}]}`.
    ///
    /// - Throws: `too-large`, `shape`, saying what was expected where; `duplicate` for a slug or OIN
    ///   that stands there twice, saying where it does.
    package init(_ bytes: [UInt8]) throws(MockPersonsError) {
        let root = try MockFile.json(
            bytes, named: "organisations", maximumBytes: Self.maximumBytes)
        do throws(JSONShapeError) {
            try root.exactly(["operator", "organisations"])
            let entry = try root.object("operator")
            try entry.exactly(["oin", "name"])
            gatewayOperator = Operator(oin: try Self.oin(entry), name: try entry.string("name"))
            var organisations: [Organisation] = []
            for organisation in try root.array("organisations") {
                organisations.append(try Organisation(organisation))
            }
            guard (1...Self.maximum).contains(organisations.count) else {
                throw root.fail("1 to \(Self.maximum) organisations")
            }
            self.organisations = organisations
        } catch {
            throw MockPersonsError(.shape, error.message)
        }
        var (slugs, oins) = (Set<String>(), Set([gatewayOperator.oin]))
        for (position, organisation) in organisations.enumerated() {
            guard slugs.insert(organisation.slug).inserted else {
                throw Self.repeated("slug", at: position)
            }
            guard oins.insert(organisation.oin).inserted else {
                throw Self.repeated("oin", at: position)
            }
        }
    }

    private static func repeated(_ member: String, at position: Int) -> MockPersonsError {
        MockPersonsError(
            .duplicate,
            "expected every slug and OIN once, that of the operator too, "
                + "at 'organisations[\(position)].\(member)'")
    }

    private init(gatewayOperator: Operator, organisations: [Organisation]) {
        self.gatewayOperator = gatewayOperator
        self.organisations = organisations
    }

    /// As many organisations: the first of the file, and where it has fewer, more like them with a
    /// number behind their names, and OINs from 00000099000001000001. A number is passed over where
    /// the file has the slug or the OIN that would come of it.
    package func expanded(to count: Int) -> OrganisationFile {
        var all = Array(organisations.prefix(count))
        var slugs = Set(organisations.map(\.slug))
        var oins = Set(organisations.map(\.oin) + [gatewayOperator.oin])
        var number = all.count
        while all.count < count {
            number += 1
            let model = organisations[all.count % organisations.count]
            let slug = "\(model.slug.prefix(34))-\(number)"
            let oin = "00000099000001" + String(1_000_000 + number).dropFirst()
            guard slugs.insert(slug).inserted, oins.insert(oin).inserted else { continue }
            all.append(
                Organisation(
                    slug: slug, oin: oin,
                    name: model.name.replacing("(mock)", with: "\(number) (mock)"), like: model))
        }
        return OrganisationFile(gatewayOperator: gatewayOperator, organisations: all)
    }

    /// A test OIN, as an organisation's entry has it.
    static func oin(_ entry: JSONReader) throws(JSONShapeError) -> String {
        let oin = try entry.string("oin")
        let isNumber = oin.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard oin.utf8.count == 20, isNumber, oin.hasPrefix("00000099") else {
            throw entry.fail("a test 'oin' of 20 digits that starts with 00000099")
        }
        return oin
    }
}
