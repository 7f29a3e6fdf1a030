import BlueButton
import JOSE
import OpenSSL
import StrictJSON

/// Reads the entries of a plan, with what parties, addresses and key files add to them.
struct PlanEntries {
    let parties: PartyBook
    let addresses: DirectoryPlan.Addresses
    let keyFile: DirectoryPlan.KeyFiles

    func source(_ entry: JSONReader) throws -> DirectorySource {
        try entry.close([
            "party", "oin", "name", "slug", "operator", "endpoint", "encryption_keys", "vcts",
            "categories",
        ])
        let organisation = try organisation(entry)
        return DirectorySource(
            slug: try entry.string("slug"), oin: organisation.oin, name: organisation.name,
            gatewayOperator: try gatewayOperator(entry.string("operator")),
            endpoint: try Origin(address(entry, "endpoint")).text,
            encryptionKeys: try keys(entry, "encryption_keys"),
            credentialTypes: try entry.strings("vcts").map { try CredentialType($0) },
            categories: try entry.strings("categories"))
    }

    func recipient(_ entry: JSONReader) throws -> DirectoryRecipient {
        try entry.close(["party", "oin", "name", "slug", "bsn", "origins", "purposes"])
        let organisation = try organisation(entry)
        var purposes: [String: [CredentialType: Set<ClaimPath>]] = [:]
        for (term, kinds) in try entry.object("purposes").members {
            _ = try kinds.asObject()
            for (urn, _) in kinds.members {
                purposes[term, default: [:]][try CredentialType(urn)] = Set(
                    try kinds.strings(urn).map { ClaimPath($0) })
            }
        }
        return DirectoryRecipient(
            slug: try entry.string("slug"), oin: organisation.oin, name: organisation.name,
            hasBSNRight: try entry.bool("bsn"), origins: try origins(entry), purposes: purposes)
    }

    func service(_ entry: JSONReader) throws -> DirectoryService {
        try entry.close(["party", "oin", "name", "slug", "endpoint"])
        let organisation = try organisation(entry)
        return DirectoryService(
            slug: try entry.string("slug"), oin: organisation.oin, name: organisation.name,
            endpoint: try Origin(address(entry, "endpoint")).text)
    }

    func log(_ entry: JSONReader) throws -> DirectoryLog {
        try entry.exactly(["origin", "key"])
        let file = try entry.string("key")
        return DirectoryLog(
            origin: try entry.string("origin"),
            key: try PublicKeyFile.logKey(keyFile(file), name: file).rawRepresentation)
    }

    func provider(_ entry: JSONReader) throws -> DirectoryIdentityProvider {
        try entry.close(["party", "issuer", "keys"])
        return DirectoryIdentityProvider(
            issuer: try address(entry, "issuer"), keys: try keys(entry, "keys"))
    }

    /// An address as text, or `{party, path}` where the party's address goes before the path.
    func revocationAddress(_ entry: JSONReader) throws -> String {
        let text: String
        if let given = entry.value.stringValue {
            text = given
        } else {
            try entry.exactly(["party", "path"])
            text = try address(entry, "address") + entry.string("path")
        }
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard (try? Origin(of: text)) != nil, isPlain else {
            throw entry.fail("an https address without user info or fragment")
        }
        return text
    }

    private func organisation(_ entry: JSONReader) throws -> PartyBook.Party {
        guard let slug = try entry.optionalString("party") else {
            return PartyBook.Party(
                oin: try OIN(entry.string("oin")), name: try entry.string("name"))
        }
        guard entry.member("oin") == nil, entry.member("name") == nil else {
            throw entry.fail("either 'party' or 'oin' and 'name'")
        }
        return try parties.party(slug)
    }

    /// A party's slug, or an OIN.
    private func gatewayOperator(_ text: String) throws -> OIN {
        if let oin = try? OIN(text) { return oin }
        return try parties.party(text).oin
    }

    /// The address that was given for the party, else the one in the plan.
    private func address(_ entry: JSONReader, _ member: String) throws -> String {
        let name = try entry.optionalString("party") ?? entry.optionalString("slug")
        if let name, let given = addresses[name] { return given }
        guard let written = try entry.optionalString(member) else {
            throw SchemeError(
                .addressMissing, "expected an address of '\(name ?? entry.path)'")
        }
        return written
    }

    private func origins(_ entry: JSONReader) throws -> [Origin] {
        let name = try entry.optionalString("party") ?? entry.string("slug")
        if let given = addresses[name] { return [try Origin(given)] }
        guard let written = try entry.optionalStrings("origins"), !written.isEmpty else {
            throw SchemeError(.addressMissing, "expected an address of '\(name)'")
        }
        return try written.map { try Origin($0) }
    }

    private func keys(_ entry: JSONReader, _ member: String) throws -> [JWK] {
        let keys = try entry.strings(member).flatMap { file in
            try PublicKeyFile.keys(keyFile(file), name: file)
        }
        guard !keys.isEmpty else { throw entry.fail("at least one key file as '\(member)'") }
        return keys
    }
}
