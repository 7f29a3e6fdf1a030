package import OpenSSL
internal import Synchronization

/// The revocation lists that the mock of the authorities publishes, by name.
///
/// They come ready: the mock has no authority's key. Whoever revokes makes a fresh list and puts it
/// in the place of the one before.
package final class PublishedLists: Sendable {
    private let lists: Mutex<[String: CertificateRevocationList]>
    private let changes = Mutex<UInt64>(0)

    package init(_ lists: [String: CertificateRevocationList] = [:]) {
        self.lists = Mutex(lists)
    }

    /// All lists, for the mocks that judge callers.
    package var all: [CertificateRevocationList] {
        lists.withLock { Array($0.values) }
    }

    package subscript(name: String) -> CertificateRevocationList? {
        lists.withLock { $0[name] }
    }

    /// Publishes a list in the place of the one of this name.
    package func publish(_ list: CertificateRevocationList, as name: String) {
        lists.withLock { $0[name] = list }
        changes.withLock { $0 += 1 }
    }

    /// Grows with every list that is published.
    package var generation: UInt64 { changes.withLock { $0 } }

    /// Whether a list may have this name: lower-case letters, digits, hyphens, and `.crl`.
    static func isName(_ name: String) -> Bool {
        name.hasSuffix(".crl") && (5...64).contains(name.utf8.count)
            && name.utf8.dropLast(4).allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
            }
    }
}
