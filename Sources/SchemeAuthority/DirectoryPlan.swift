package import BlueButton
package import OpenSSL
import StrictJSON

/// What the scheme authority lists, as `certs/directory.json` describes it.
///
/// An organisation is named by `party`, described elsewhere, or by `oin` and `name`; its address
/// stands in the plan or is given when the directory is made. Keys are named as files. Members that
/// the plan does not know are refused, so that a misspelt one is not passed over.
package struct DirectoryPlan: Sendable {
    /// Addresses by party: origins for sources, recipients and service, the provider's issuer.
    package typealias Addresses = [String: String]
    /// The content of a key file by the name that the plan gives it.
    package typealias KeyFiles = (_ name: String) throws(SchemeError) -> [UInt8]

    let reader: JSONReader

    /// Reads the plan.
    ///
    /// - Throws: `plan-malformed`.
    package init(json bytes: [UInt8]) throws(SchemeError) {
        do {
            reader = JSONReader(try JSONValue.parse(bytes, maximumBytes: 4 << 20))
            try reader.close([
                "authority", "life_days", "service", "log", "identity_provider", "sources",
                "recipients", "crls",
            ])
        } catch {
            throw Self.malformed(error, in: "the plan")
        }
    }

    /// The parties whose addresses the directory names: those that the plan gives none for must be
    /// given when it is made.
    package func addressedParties() throws(SchemeError) -> [String] {
        do {
            let entries =
                try reader.array("sources") + reader.array("recipients") + [
                    reader.object("service"), reader.object("identity_provider"),
                ] + reader.array("crls").filter { $0.value.stringValue == nil }
            var seen: Set<String> = []
            return try entries.compactMap { try $0.optionalString("party") }
                .filter { seen.insert($0).inserted }
        } catch {
            throw Self.malformed(error, in: "the plan")
        }
    }

    /// The recipients that the plan names as parties.
    package func recipients() throws(SchemeError) -> [String] {
        do {
            return try reader.array("recipients").compactMap { try $0.optionalString("party") }
        } catch {
            throw Self.malformed(error, in: "the plan")
        }
    }

    /// The OIN of the authority whose seal the directory gets; nil where the plan names none.
    package func authority(in parties: PartyBook) throws(SchemeError) -> OIN? {
        do {
            return try reader.optionalString("authority").map { try parties.party($0).oin }
        } catch {
            throw Self.malformed(error, in: "the plan")
        }
    }

    /// How long the directory lives, in seconds.
    package func life() throws(SchemeError) -> Int64 {
        do {
            let days = try reader.integer("life_days")
            guard (1...Directory.longestLife / 86_400).contains(days) else {
                throw reader.fail("'life_days' from 1 to 30")
            }
            return days * 86_400
        } catch {
            throw Self.malformed(error, in: "the plan")
        }
    }

    /// The directory that the plan describes, before it is sealed.
    ///
    /// - Parameter version: above that of every directory before.
    /// - Throws: `plan-malformed`, `party-unknown`, `address-missing`, `key-unusable`.
    package func draft(
        parties: PartyBook, addresses: Addresses, version: Int64, at now: UnixTime,
        keyFile: @escaping KeyFiles
    ) throws(SchemeError) -> DirectoryDraft {
        let life = try life()
        do {
            let entries = PlanEntries(parties: parties, addresses: addresses, keyFile: keyFile)
            return DirectoryDraft(
                version: version, issuedAt: now, expires: now + life,
                sources: try reader.array("sources").map { try entries.source($0) },
                recipients: try reader.array("recipients").map { try entries.recipient($0) },
                service: try entries.service(reader.object("service")),
                log: try entries.log(reader.object("log")),
                identityProvider: try entries.provider(reader.object("identity_provider")),
                revocationAddresses: try reader.array("crls").map {
                    try entries.revocationAddress($0)
                })
        } catch {
            throw Self.malformed(error, in: "the plan")
        }
    }

    static func malformed(_ error: any Error, in place: String) -> SchemeError {
        switch error {
        case let error as SchemeError: error
        case let error as JSONShapeError:
            SchemeError(.planMalformed, "\(error.message) (in \(place))")
        case let error as Refusal: SchemeError(.planMalformed, "\(error.message) (in \(place))")
        default: SchemeError(.planMalformed, "expected \(place) to be a JSON object")
        }
    }
}
