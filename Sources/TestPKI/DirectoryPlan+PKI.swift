import BlueButton
package import OpenSSL
package import SchemeAuthority

extension DirectoryPlan {
    /// Seals the directory of a test PKI, with the keys that it made.
    ///
    /// - Parameter version: grows with every directory; the proof of concept takes the time.
    package func sealed(
        pki: GeneratedPKI, addresses: Addresses, version: Int64, at now: UnixTime
    ) throws -> String {
        let files = pki.publicKeyFiles
        let draft = try draft(
            parties: pki.description.book, addresses: addresses, version: version, at: now
        ) { (name) throws(SchemeError) in
            guard let bytes = files[name] else {
                throw SchemeError(.keyUnusable, "expected a key of the test PKI as '\(name)'")
            }
            return bytes
        }
        let authority = try authority(in: pki.description.book)
        guard let keys = pki.all.first(where: { $0.party.oin == authority?.digits }) else {
            throw SchemeError(.partyUnknown, "expected the plan's authority in the test PKI")
        }
        return try DirectorySealing.seal(
            draft, by: keys.sealer(), of: authority, trust: pki.trust, at: now
        ).text
    }
}
