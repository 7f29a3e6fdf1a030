import OpenSSL
import PartySetup
import TestPKI
import Trust

/// Seals of a source that count for nothing: one that has ended, and one that was revoked.
struct FalseSeals: Sendable {
    /// The names of their files.
    private static let (endedName, revokedName) = ("seal-expired", "seal-revoked")

    let expired: Sealer
    let revoked: Sealer

    /// Makes them, and publishes the list that revokes the second before anyone reads it.
    static func make(
        of parties: [String], in folder: PKIFolder, by list: PartyList, at now: UnixTime
    ) throws {
        let ended = now - (list.lifetimes.seal + 3) * 86_400
        for party in parties {
            for (name, time) in [(endedName, ended), (revokedName, now)] {
                guard let seal = try folder.issue(party, describedBy: list, at: time).seal else {
                    throw StoryError("expected '\(party)' to have a seal")
                }
                try folder.write(seal, as: name, of: party)
            }
        }
        _ = try folder.revoke(parties, revokedName, at: now)
        let lists = try Role.allCases.flatMap { role in
            try ["\(role.fileName)-root", role.fileName].map { name in
                try CertificateRevocationList(
                    der: TextFile.bytes("\(folder.path)/crls/\(name).crl"))
            }
        }
        try folder.write(lists.map(\.pem).joined(), "trust/crls.pem")
    }

    /// Reads those of a party.
    init(of party: String, in folder: String) throws {
        func sealer(_ name: String) throws -> Sealer {
            try Sealer(
                keyPEM: TextFile.text("\(folder)/\(party)/\(name).key"),
                chainPEM: TextFile.text("\(folder)/\(party)/\(name).pem"))
        }
        expired = try sealer(Self.endedName)
        revoked = try sealer(Self.revokedName)
    }
}
