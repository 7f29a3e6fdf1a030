import JOSE
import OpenSSL

/// Nonces for DPoP proofs that need no memory: a time slot and its MAC (RFC 9449 section 8).
///
/// A nonce is good in its slot and the next one.
struct DPoPNonces: Sendable {
    private static let slot: Int64 = 120
    private let key: [UInt8]

    /// - Parameter key: 32 random bytes.
    init(key: [UInt8]) {
        self.key = key
    }

    func nonce(at now: UnixTime) -> String {
        nonce(slot: now.seconds / Self.slot)
    }

    func isOurs(_ nonce: String, at now: UnixTime) -> Bool {
        let slot = now.seconds / Self.slot
        return [slot, slot - 1].contains { current in
            constantTimeEqual(Array(nonce.utf8), Array(self.nonce(slot: current).utf8))
        }
    }

    private func nonce(slot: Int64) -> String {
        let mac = (try? HMACSHA256.code(for: Array("dpop nonce \(slot)".utf8), key: key)) ?? key
        return Base64URL.encode(SHA256.hash(mac))
    }
}
