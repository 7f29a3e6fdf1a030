import BlueButton
import JOSE
package import OpenSSL
import StrictJSON

/// The directory of the test PKI, as `certs/directory.json` describes it.
///
/// The tool of the scheme authority: it knows no address; those are given when it is sealed.
package struct DirectoryPlan: Sendable {
    /// The addresses of the parties, by slug: origins for sources, recipients, service and issuer.
    package typealias Addresses = [String: String]

    private let reader: JSONReader

    /// Reads the description.
    package init(json bytes: [UInt8]) throws(TestPKIError) {
        guard let value = try? JSONValue.parse(bytes, maximumBytes: 4 << 20) else {
            throw TestPKIError(.descriptionMalformed, "expected a JSON object of a directory")
        }
        reader = JSONReader(value)
    }

    /// The slugs of the parties whose addresses the directory names.
    package func addressedParties() throws(TestPKIError) -> [String] {
        do {
            return try (reader.array("sources") + reader.array("recipients"))
                .map { try $0.string("party") } + [
                    reader.object("service").string("party"),
                    reader.object("identity_provider").string("party"),
                ]
        } catch {
            throw Self.malformed(error)
        }
    }

    /// The slugs of the recipients.
    package func recipients() throws(TestPKIError) -> [String] {
        do {
            return try reader.array("recipients").map { try $0.string("party") }
        } catch {
            throw Self.malformed(error)
        }
    }

    /// Seals the directory with the scheme authority's key.
    ///
    /// - Parameter version: grows with every directory; the proof of concept takes the time.
    package func sealed(
        pki: GeneratedPKI, addresses: Addresses, version: Int64, at now: UnixTime
    ) throws(TestPKIError) -> String {
        do {
            let life = try reader.integer("life_days") * 86_400
            let log = try reader.object("log")
            guard let logKey = try pki.party(log.string("party")).logKey else {
                throw TestPKIError(.keyUnknown, "expected the log's party to have a log key")
            }
            let draft = DirectoryDraft(
                version: version, issuedAt: now, expires: now + life,
                sources: try reader.array("sources").map { try source($0, pki, addresses) },
                recipients: try reader.array("recipients").map {
                    try recipient($0, pki, addresses)
                },
                service: try service(reader.object("service"), pki, addresses),
                log: DirectoryLog(
                    origin: try log.string("origin"), key: logKey.publicKey.rawRepresentation),
                identityProvider: try provider(
                    reader.object("identity_provider"), pki, addresses),
                revocationAddresses: [])
            return try draft.sealed(by: pki.party(reader.string("authority")).sealer())
        } catch {
            throw Self.malformed(error)
        }
    }

    private func source(
        _ entry: JSONReader, _ pki: GeneratedPKI, _ addresses: Addresses
    ) throws -> DirectorySource {
        let slug = try entry.string("party")
        let keys = try pki.party(slug)
        return DirectorySource(
            slug: try entry.string("slug"), oin: try OIN(keys.party.oin), name: keys.party.name,
            gatewayOperator: try OIN(pki.party(entry.string("operator")).party.oin),
            endpoint: try address(slug, addresses),
            encryptionKeys: [JWK(try keys.key("encryption").publicKey)],
            credentialTypes: try entry.strings("vcts").map { try CredentialType($0) },
            categories: try entry.strings("categories"))
    }

    private func recipient(
        _ entry: JSONReader, _ pki: GeneratedPKI, _ addresses: Addresses
    ) throws -> DirectoryRecipient {
        let slug = try entry.string("party")
        let party = try pki.party(slug).party
        var purposes: [String: [CredentialType: Set<ClaimPath>]] = [:]
        for (term, kinds) in try entry.object("purposes").members {
            for (urn, _) in kinds.members {
                purposes[term, default: [:]][try CredentialType(urn)] = Set(
                    try kinds.strings(urn).map { ClaimPath($0) })
            }
        }
        return DirectoryRecipient(
            slug: try entry.string("slug"), oin: try OIN(party.oin), name: party.name,
            hasBSNRight: try entry.bool("bsn"),
            origins: [try Origin(try address(slug, addresses))], purposes: purposes)
    }

    private func service(
        _ entry: JSONReader, _ pki: GeneratedPKI, _ addresses: Addresses
    ) throws -> DirectoryService {
        let slug = try entry.string("party")
        let party = try pki.party(slug).party
        return DirectoryService(
            slug: try entry.string("slug"), oin: try OIN(party.oin), name: party.name,
            endpoint: try address(slug, addresses))
    }

    private func provider(
        _ entry: JSONReader, _ pki: GeneratedPKI, _ addresses: Addresses
    ) throws -> DirectoryIdentityProvider {
        let slug = try entry.string("party")
        return DirectoryIdentityProvider(
            issuer: try address(slug, addresses),
            keys: [JWK(try pki.party(slug).key("signing").publicKey)])
    }

    private func address(_ slug: String, _ addresses: Addresses) throws(TestPKIError) -> String {
        guard let address = addresses[slug] else {
            throw TestPKIError(.partyUnknown, "expected an address of '\(slug)'")
        }
        return address
    }

    private static func malformed(_ error: any Error) -> TestPKIError {
        switch error {
        case let error as TestPKIError: error
        case let error as JSONShapeError: TestPKIError(.descriptionMalformed, error.message)
        case let error as Refusal: TestPKIError(.descriptionMalformed, error.message)
        default: TestPKIError(.operationFailed, "expected to seal the directory")
        }
    }
}
