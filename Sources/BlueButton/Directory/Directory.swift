import JOSE
public import OpenSSL
import StrictJSON
public import Trust

/// Who takes part, sealed offline by the scheme authority (`typ: directory+jwt`).
///
/// Every program verifies it against the scheme anchor; the service only serves it. Slugs and OINs
/// are unique over all, and a credential type stands with one source only.
public struct Directory: Sendable {
    static let type = "directory+jwt"
    /// The longest life, in seconds: 30 days.
    public static let longestLife: Int64 = 2_592_000

    /// The document as received.
    public let text: String
    public let hash: DocumentHash
    /// Whose seal it bears: the scheme authority's.
    public let seal: SealChain
    public let identity: DocumentIdentity
    /// Grows with every new directory.
    public let version: Int64
    public let expires: UnixTime
    public let sources: [DirectorySource]
    public let recipients: [DirectoryRecipient]
    public let service: DirectoryService
    public let log: DirectoryLog
    public let identityProvider: DirectoryIdentityProvider
    /// Where revocation lists are fetched: `https` addresses.
    public let revocationAddresses: [String]

    /// Verifies a directory at the time that counts.
    ///
    /// Whether its version is high enough is the reader's memory to tell: see
    /// `succeeds(version:)`.
    public static func verify(
        _ text: String, trust: TrustStore, at time: UnixTime
    ) throws(Refusal) -> Directory {
        let sealed = try SealedJWS.verify(
            text, type: type, role: .scheme, maximumBytes: DocumentLimits.directory, trust: trust,
            at: time)
        let directory = try Directory(sealed, at: time)
        try directory.checkUnique()
        return directory
    }

    private init(_ sealed: SealedJWS, at time: UnixTime) throws(Refusal) {
        let payload = sealed.payload
        identity = try DocumentIdentity(reading: payload, signedBy: sealed.seal.uri, at: time)
        (version, expires) = try refusing {
            (try payload.integer("version"), try payload.time("exp"))
        }
        guard version > 0 else {
            throw Refusal(.malformed, "expected 'version' to be a positive integer")
        }
        try Lifetime.check(
            issuedAt: identity.issuedAt, expires: expires, longest: Self.longestLife, at: time)
        (sources, recipients) = try refusing {
            (
                try payload.array("sources").map { try DirectorySource(reading: $0) },
                try payload.array("recipients").map { try DirectoryRecipient(reading: $0) }
            )
        }
        (service, log, identityProvider) = try refusing {
            (
                try DirectoryService(reading: try payload.object("service")),
                try DirectoryLog(reading: try payload.object("log")),
                try DirectoryIdentityProvider(reading: try payload.object("identity_provider"))
            )
        }
        revocationAddresses = try refusing {
            try payload.strings("crls").map { address in
                _ = try Origin(of: address)
                return address
            }
        }
        text = sealed.jws.text
        hash = sealed.hash
        seal = sealed.seal
    }

    private func checkUnique() throws(Refusal) {
        let slugs = sources.map(\.slug) + recipients.map(\.slug) + [service.slug]
        let oins = sources.map(\.oin) + recipients.map(\.oin) + [service.oin]
        let types = sources.flatMap(\.credentialTypes)
        guard Set(slugs).count == slugs.count, Set(oins).count == oins.count,
            Set(types).count == types.count
        else {
            throw Refusal(
                .malformed, "expected each slug, OIN and credential type in one entry only")
        }
    }

    /// Demands that this directory is not older than the highest version seen.
    ///
    /// - Throws: `directory-outdated`.
    public func succeeds(version highest: Int64) throws(Refusal) {
        guard version >= highest else {
            throw Refusal(
                .directoryOutdated, "expected a directory of version \(highest) or higher")
        }
    }

    /// The source with this OIN.
    public func source(_ oin: OIN) throws(Refusal) -> DirectorySource {
        guard let source = sources.first(where: { $0.oin == oin }) else {
            throw Refusal(.sourceUnknown, "expected a source that the directory lists")
        }
        return source
    }

    /// The source with this slug, as commands name it.
    public func source(slug: String) throws(Refusal) -> DirectorySource {
        guard let source = sources.first(where: { $0.slug == slug }) else {
            let known = sources.map(\.slug).prefix(20).joined(separator: ", ")
            throw Refusal(.sourceUnknown, "expected one of the directory's sources: \(known)")
        }
        return source
    }

    /// The one source that may issue this kind of attestation.
    public func source(issuing type: CredentialType) throws(Refusal) -> DirectorySource {
        guard let source = sources.first(where: { $0.credentialTypes.contains(type) }) else {
            throw Refusal(
                .credentialTypeNotAllowed, "expected a kind of attestation that a source issues")
        }
        return source
    }

    /// The recipient with this OIN.
    public func recipient(_ oin: OIN) throws(Refusal) -> DirectoryRecipient {
        guard let recipient = recipients.first(where: { $0.oin == oin }) else {
            throw Refusal(.recipientUnknown, "expected a recipient that the directory lists")
        }
        return recipient
    }
}
