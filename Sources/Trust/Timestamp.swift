public import OpenSSL

/// A timestamp that was verified: some bytes existed at its time, as a trusted authority says.
///
/// Only verification makes one.
public struct Timestamp: Sendable {
    /// `genTime` in whole seconds, its fraction cut off.
    public let time: UnixTime
    /// The token with its bytes as received.
    public let token: TimestampToken
    /// From the authority's certificate in the token to its anchor.
    public let certificates: [Certificate]

    /// Verifies a token over a message: form, chain at the token's own time, imprint and signature.
    ///
    /// The chain goes from the one certificate in the token through the store's intermediates to an
    /// anchor of the role `timeStamping`, with revocation lists that were current then. The
    /// certificate's extended key usage is critical and exactly `timeStamping`; its key signs
    /// nothing but data.
    ///
    /// - Parameters:
    ///   - der: a TimeStampToken (RFC 3161), not a response.
    ///   - policy: the policy that is demanded, dotted; nil for any of a trusted authority.
    /// - Throws: `timestamp-malformed`, `timestamp-mismatch` for other bytes, `timestamp-invalid`,
    ///   `timestamp-policy`; what is wrong with the chain has its code with `timestamp-` before it.
    public static func verify(
        _ der: [UInt8], over message: [UInt8], trust: TrustStore, policy: String? = nil
    ) throws(TrustError) -> Timestamp {
        let token: TimestampToken
        do {
            token = try TimestampToken(der: der)
        } catch {
            throw TrustError(.timestampMalformed, error.message)
        }
        guard token.imprint == SHA256.hash(message) else {
            throw TrustError(.timestampMismatch, "expected a timestamp over these bytes")
        }
        guard policy == nil || token.policy == policy else {
            throw TrustError(.timestampPolicy, "expected a timestamp under the demanded policy")
        }
        let chain: [Certificate]
        do {
            chain = try trust.judgeTimeStamping(token.certificate, at: token.time)
            try checkUsage(of: token.certificate)
        } catch {
            throw error.ofTimestamp
        }
        do {
            try token.verify(over: message, chain: chain)
        } catch {
            throw TrustError(.timestampInvalid, error.message)
        }
        return Timestamp(time: token.time, token: token, certificates: chain)
    }

    private static func checkUsage(of leaf: Certificate) throws(TrustError) {
        let signing: Set<KeyUsage> = [.digitalSignature, .nonRepudiation]
        guard !leaf.isCA, let usage = leaf.keyUsage, !usage.isEmpty, usage.isSubset(of: signing),
            leaf.extendedKeyUsages == [TimeStampingUnit.usage], leaf.extendedKeyUsageIsCritical
        else {
            throw TrustError(
                .wrongUsage, "expected a certificate for time-stamping and nothing else")
        }
    }
}
