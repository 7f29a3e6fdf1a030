package import BlueButton
package import OpenSSL
package import Transport
package import Trust

/// What seals and TLS certificates must be before a program takes them: at its start, and in the
/// place of those it has.
package enum Renewal {
    /// Demands at a start what `check` demands of new files, but for revocation lists: what is
    /// missing of them the program fetches once it runs, and until then `GET /v1/health` tells.
    ///
    /// - Throws: what the checks throw, but for `revocation-unknown`.
    package static func atStart(_ checks: () throws -> Void) throws {
        do {
            try checks()
        } catch let error as TrustError {
            guard error.code == .revocationUnknown else { throw error }
        }
    }

    /// Demands a seal that everyone who judges it now will accept.
    ///
    /// - Throws: the `TrustError` of its chain.
    package static func check(
        _ sealer: Sealer, role: Role, trust: TrustStore, at now: UnixTime
    ) throws(TrustError) {
        _ = try SealChain.verify(chain: sealer.chain, role: role, trust: trust, at: now)
    }

    /// Demands a TLS certificate of this organisation that its peers will accept now.
    ///
    /// - Throws: the `TrustError` of its chain, `untrusted` for another organisation's.
    package static func check(
        _ tls: TLSIdentity, of oin: OIN, trust: TrustStore, at now: UnixTime
    ) throws(TrustError) {
        let peer = try TLSPeer.verify(
            chain: tls.certificates, usage: TLSPeer.serverAuthentication, trust: trust, at: now)
        guard peer.oin == oin.digits else {
            throw TrustError(
                .untrusted, "expected 'tls.certificate' of the organisation in the directory")
        }
    }
}
