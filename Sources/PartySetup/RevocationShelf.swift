import Foundation
package import OpenSSL
import Synchronization
package import Trust

/// The revocation lists that were fetched, kept in a folder across restarts.
///
/// A list counts only if an authority of ours signed it, it is current, and none newer of its issuer
/// is held. Superseded lists stay a while: what was sealed yesterday is judged by yesterday's lists,
/// and of several all are looked at. Those that kept evidence needs are kept with the evidence.
package final class RevocationShelf: Sendable {
    /// What became of a list.
    package enum Outcome: Sendable, Hashable {
        case taken
        /// It is held already.
        case known
        /// It is no list, or no authority of ours signed it.
        case untrusted
        /// It does not speak for now.
        case notCurrent
        /// A newer one of its issuer is held.
        case older
    }

    /// How long a list stays after its end, in seconds: the longest life of a request, and a day.
    static let grace: Int64 = 31 * 86_400
    /// The most lists that are held of one issuer.
    static let mostOfOneIssuer = 64

    /// nil: in memory alone.
    private let folder: String?
    private let held: Mutex<[CertificateRevocationList]>

    /// Reads the lists that a folder holds; files that are none are passed over, as they are
    /// fetched again.
    package init(folder: String?) {
        self.folder = folder
        var lists: [CertificateRevocationList] = []
        if let folder {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            for name in names.sorted() where name.hasSuffix(".crl") {
                let bytes = try? TextFile.bytes("\(folder)/\(name)")
                if let list = bytes.flatMap({ try? CertificateRevocationList(der: $0) }) {
                    lists.append(list)
                }
            }
        }
        held = Mutex(lists)
    }

    /// All lists that are held and that an authority of this trust signed.
    package func lists(by trust: TrustStore) -> [CertificateRevocationList] {
        held.withLock { $0 }.filter { trust.issuer(of: $0) != nil }
    }

    /// Takes a list in, or says why not.
    ///
    /// - Throws: `file-unreadable` where it cannot be written; it is not held then.
    package func take(
        _ bytes: [UInt8], trust: TrustStore, at now: UnixTime
    ) throws(SetupError) -> Outcome {
        guard let list = try? CertificateRevocationList(der: bytes),
            trust.issuer(of: list) != nil
        else { return .untrusted }
        guard list.isCurrent(at: now) else { return .notCurrent }
        let others = trust.revocationLists + held.withLock { $0 }
        if others.contains(list) { return .known }
        guard !others.contains(where: { $0.supersedes(list) }) else { return .older }
        if let folder {
            try TextFile.makeFolder(folder, isPrivate: true)
            try TextFile.write(list.der, to: "\(folder)/\(Self.name(of: list))")
        }
        held.withLock { $0.append(list) }
        return .taken
    }

    /// Removes what nothing new can need: lists long past their end, and the oldest of too many.
    package func sweep(at now: UnixTime) {
        let gone = held.withLock { held in
            var kept: [CertificateRevocationList] = []
            for list in held.sorted(by: { $0.thisUpdate > $1.thisUpdate }) {
                let ofIssuer = kept.count { $0.issuer == list.issuer }
                let isNeeded = list.nextUpdate.map { now < $0 + Self.grace } ?? false
                if isNeeded, ofIssuer < Self.mostOfOneIssuer { kept.append(list) }
            }
            let gone = Set(held).subtracting(kept)
            held = kept
            return gone
        }
        guard let folder else { return }
        for list in gone {
            try? FileManager.default.removeItem(atPath: "\(folder)/\(Self.name(of: list))")
        }
    }

    private static func name(of list: CertificateRevocationList) -> String {
        let digits = Array("0123456789abcdef")
        let text = SHA256.hash(list.der).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(text) + ".crl"
    }
}
