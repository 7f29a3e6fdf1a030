package import SchemeAuthority
import StrictJSON
package import Trust

/// The parties of the test PKI, as `certs/parties.json` describes them.
package struct PartyList: Sendable {
    /// How long things live, in days.
    package struct Lifetimes: Sendable {
        package let root: Int64
        package let intermediate: Int64
        package let seal: Int64
        package let tls: Int64
        package let timeStamping: Int64
        package let revocationList: Int64
    }

    /// One party: an organisation, or a machine of it.
    package struct Party: Sendable {
        package let slug: String
        package let oin: String
        package let name: String
        /// What its documents bear as `iss`.
        package let uri: String
        /// The role of its seal; nil where it seals nothing.
        package let seal: Role?
        package let hasTLS: Bool
        /// Further keys: `encryption`, `log`, `signing`.
        package let keys: [String]
    }

    package let lifetimes: Lifetimes
    /// The name of each role's root and intermediate.
    package let authorities: [Role: String]
    package let parties: [Party]
    /// The parties as the scheme authority knows them.
    package let book: PartyBook

    /// Reads the description.
    ///
    /// - Throws: `description-malformed`, saying what was expected where.
    package init(json bytes: [UInt8]) throws(TestPKIError) {
        do {
            let reader = JSONReader(try JSONValue.parse(bytes, maximumBytes: 4 << 20))
            let days = try reader.object("lifetimes_days")
            lifetimes = Lifetimes(
                root: try days.integer("root"), intermediate: try days.integer("intermediate"),
                seal: try days.integer("seal"), tls: try days.integer("tls"),
                timeStamping: try days.integer("time_stamping"),
                revocationList: try days.integer("revocation_list"))
            var authorities: [Role: String] = [:]
            for entry in try reader.array("authorities") {
                authorities[try Self.role(entry.string("role"))] = try entry.string("name")
            }
            self.authorities = authorities
            parties = try reader.array("parties").map { try Party(reading: $0) }
            book = try PartyBook(json: bytes)
        } catch let error as TestPKIError {
            throw error
        } catch let error as JSONShapeError {
            throw TestPKIError(.descriptionMalformed, error.message)
        } catch let error as SchemeError {
            throw TestPKIError(.descriptionMalformed, error.message)
        } catch {
            throw TestPKIError(.descriptionMalformed, "expected a JSON object of parties")
        }
        guard Set(authorities.keys) == Set(Role.allCases) else {
            throw TestPKIError(.descriptionMalformed, "expected an authority of every role")
        }
        guard Set(parties.map(\.slug)).count == parties.count else {
            throw TestPKIError(.descriptionMalformed, "expected each party's slug once")
        }
    }

    fileprivate static func role(_ name: String) throws(TestPKIError) -> Role {
        guard let role = Role(rawValue: name) else {
            let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw TestPKIError(.descriptionMalformed, "expected a role of \(known)")
        }
        return role
    }
}

extension PartyList.Party {
    fileprivate init(reading reader: JSONReader) throws {
        slug = try reader.string("slug")
        oin = try reader.string("oin")
        name = try reader.string("name")
        uri = try reader.string("uri")
        seal = try reader.nullableString("seal").map { try PartyList.role($0) }
        hasTLS = try reader.bool("tls")
        keys = try reader.strings("keys")
        let isNumber = oin.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard oin.utf8.count == 20, isNumber, oin.hasPrefix("00000099") else {
            throw TestPKIError(
                .descriptionMalformed, "expected a test OIN of 20 digits that starts with 00000099")
        }
    }
}
