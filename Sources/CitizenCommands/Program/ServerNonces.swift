import Synchronization
import Transport

/// The latest DPoP nonce of each server, by origin (RFC 9449 sections 8.2 and 9): one server's is
/// never shown to another.
final class ServerNonces: Sendable {
    private let nonces = Mutex<[String: String]>([:])

    subscript(origin: String) -> String? {
        nonces.withLock { $0[origin] }
    }

    /// Keeps the nonce that an answer brings; false where it brings none of a sound form.
    ///
    /// A nonce stands there once, as 1 to 512 characters without space, quote or backslash.
    @discardableResult
    func keep(from reply: HTTPReply, of origin: String) -> Bool {
        guard let nonce = reply.headers["dpop-nonce"], (1...512).contains(nonce.utf8.count),
            nonce.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C })
        else { return false }
        nonces.withLock { $0[origin] = nonce }
        return true
    }
}
