import BlueButton
import JOSE
import OpenSSL

/// Nonces for DPoP proofs that need no memory: a time slot's MAC (RFC 9449 sections 8 and 9).
///
/// A nonce is good in its slot and the next one, so the one that an answer brings outlives the
/// answer by two minutes at least. The key is this process's alone: after a restart every older
/// proof is refused, though the memory of used ones is gone. Nothing is consumed by using one, so
/// nobody can use up another's.
struct DPoPNonces: Sendable {
    /// The length of a slot, in seconds.
    static let slot: Int64 = 120

    private let key: [UInt8]

    init() throws(OpenSSLError) {
        key = try SecureRandom.bytes(32)
    }

    /// The nonce that is given now.
    func current(at now: UnixTime) throws(OpenSSLError) -> String {
        try nonce(slot: now.seconds / Self.slot)
    }

    /// Whether this process gave the nonce, in this slot or the one before.
    func accepts(_ nonce: String, at now: UnixTime) throws(OpenSSLError) -> Bool {
        let slot = now.seconds / Self.slot
        let isCurrent = constantTimeEqual(Array(nonce.utf8), Array(try self.nonce(slot: slot).utf8))
        let isPrevious = constantTimeEqual(
            Array(nonce.utf8), Array(try self.nonce(slot: slot - 1).utf8))
        return isCurrent || isPrevious
    }

    private func nonce(slot: Int64) throws(OpenSSLError) -> String {
        Base64URL.encode(try HMACSHA256.code(for: Array("dpop-nonce \(slot)".utf8), key: key))
    }
}
