import BlueButton
import HTTPTypes
package import OpenSSL
import Synchronization
package import Transport
package import Trust

/// The trust that a running program judges by: the trust folder, and the revocation lists that were
/// fetched since. All parts of a program share one.
///
/// Whoever judges takes the store anew each time. What is remembered of a judgement counts for one
/// generation alone: a new folder or list begins the next.
package final class LiveTrust: Sendable {
    private struct State {
        var folder: TrustStore
        var fetched: [CertificateRevocationList]
        var store: TrustStore
        var generation: UInt64 = 0

        init(folder: TrustStore, fetched: [CertificateRevocationList]) {
            self.folder = folder
            self.fetched = fetched
            store = folder.adding(revocationLists: fetched)
        }

        mutating func renew() {
            store = folder.adding(revocationLists: fetched)
            generation += 1
        }
    }

    private let state: Mutex<State>

    /// - Parameter fetched: lists that were fetched before.
    package init(_ folder: TrustStore, fetched: [CertificateRevocationList] = []) {
        state = Mutex(State(folder: folder, fetched: fetched))
    }

    /// Anchors and lists of this moment.
    package var store: TrustStore { state.withLock { $0.store } }

    /// Grows with every change.
    package var generation: UInt64 { state.withLock { $0.generation } }

    /// The same as a function, for the parts that know no more of it.
    package var source: @Sendable () -> TrustStore { { self.store } }

    /// What the store would be with another folder.
    package func candidate(folder: TrustStore) -> TrustStore {
        folder.adding(revocationLists: state.withLock { $0.fetched })
    }

    /// Puts another trust folder in the place of the one before.
    package func replace(folder: TrustStore) {
        state.withLock { state in
            state.folder = folder
            state.renew()
        }
    }

    /// Puts other fetched lists in the place of those before.
    package func replace(fetched: [CertificateRevocationList]) {
        state.withLock { state in
            guard state.fetched != fetched else { return }
            state.fetched = fetched
            state.renew()
        }
    }

    /// What is wrong with the lists, for `GET /v1/health`; nil where each authority has a current
    /// one. Without one everything below that authority is refused.
    package func problem(at time: UnixTime) -> Problem? {
        let missing = store.authoritiesWithoutList(at: time)
        guard let first = missing.first else { return nil }
        return Problem(
            status: .serviceUnavailable, code: TrustError.Code.revocationUnknown.rawValue,
            title: "Service unavailable",
            detail: "expected a current revocation list of every authority; "
                + "\(missing.count) without one, such as \(first.commonName ?? "one without a name")"
        )
    }
}
