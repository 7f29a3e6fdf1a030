import BlueButton
import OpenSSL
import ReleaseKit
import TestPKI
import Trust

extension Documents {
    /// The directory with other recipients.
    func directory(recipients: [DirectoryRecipient]) throws -> Directory {
        let directory = world.directory
        let draft = DirectoryDraft(
            version: 9, issuedAt: Self.time, expires: Self.time + 3600,
            sources: directory.sources, recipients: recipients, service: directory.service,
            log: directory.log, identityProvider: directory.identityProvider,
            revocationAddresses: [])
        return try Directory.verify(
            try draft.sealed(by: world.sealer("scheme")), trust: world.trust, at: Self.time)
    }
}
