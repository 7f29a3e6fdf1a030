package import BlueButton
import JOSE
package import OpenSSL
import StrictJSON
package import Trust

/// Seals directories, and refuses to hand out what verifiers would refuse.
package enum DirectorySealing {
    /// Seals a directory and verifies the result as every program will.
    ///
    /// - Parameters:
    ///   - authority: whose seal it must be, where the plan says so.
    ///   - previous: the version of the directory before, which this one's must exceed.
    /// - Throws: `SchemeError` with `authority-mismatch` or `version-not-higher`; the `Refusal` of
    ///   verification.
    package static func seal(
        _ draft: DirectoryDraft, by sealer: Sealer, of authority: OIN? = nil,
        after previous: Int64? = nil, trust: TrustStore, at now: UnixTime
    ) throws -> Directory {
        if let authority, authority.digits != sealer.oin {
            throw SchemeError(
                .authorityMismatch, "expected the seal of the authority that the plan names")
        }
        if let previous { try check(draft.version, isAbove: previous) }
        return try Directory.verify(try draft.sealed(by: sealer), trust: trust, at: now)
    }

    /// Demands a version above that of the directory before.
    package static func check(_ version: Int64, isAbove previous: Int64) throws(SchemeError) {
        guard version > previous else {
            throw SchemeError(
                .versionNotHigher,
                "expected a version above \(previous), that of the directory before")
        }
    }
}
