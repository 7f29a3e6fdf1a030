import JOSE
public import OpenSSL
import StrictJSON
public import Trust

/// A directory before the scheme authority has sealed it.
public struct DirectoryDraft: Sendable {
    public var version: Int64
    public var issuedAt: UnixTime
    public var expires: UnixTime
    public var sources: [DirectorySource]
    public var recipients: [DirectoryRecipient]
    public var service: DirectoryService
    public var log: DirectoryLog
    public var identityProvider: DirectoryIdentityProvider
    public var revocationAddresses: [String]

    public init(
        version: Int64, issuedAt: UnixTime, expires: UnixTime, sources: [DirectorySource],
        recipients: [DirectoryRecipient], service: DirectoryService, log: DirectoryLog,
        identityProvider: DirectoryIdentityProvider, revocationAddresses: [String]
    ) {
        self.version = version
        self.issuedAt = issuedAt
        self.expires = expires
        self.sources = sources
        self.recipients = recipients
        self.service = service
        self.log = log
        self.identityProvider = identityProvider
        self.revocationAddresses = revocationAddresses
    }

    /// Seals the directory; the text is what every program verifies.
    public func sealed(by authority: Sealer) throws(Refusal) -> String {
        let identity = try DocumentIdentity(issuer: authority.uri, issuedAt: issuedAt)
        var payload = identity.json
        payload["exp"] = .time(expires)
        payload["version"] = .integer(version)
        payload["sources"] = .array(sources.map(\.json))
        payload["recipients"] = .array(recipients.map(\.json))
        payload["service"] = service.json
        payload["log"] = log.json
        payload["identity_provider"] = identityProvider.json
        payload["crls"] = .strings(revocationAddresses)
        return try SealedJWS.seal(payload, type: Directory.type, by: authority).text
    }
}
