internal import NIOCore
internal import NIOSSL
internal import OpenSSL
internal import Synchronization

/// What the handshake of one connection found out about the peer.
///
/// BoringSSL does not verify again when it resumes a session: the callback is not called and the
/// record stays empty. Empty therefore means refused wherever a peer was demanded.
final class PeerRecord: Sendable {
    struct Finding {
        var chain: [Certificate] = []
        var identity: PeerIdentity?
        var refusal: String?
    }

    private let finding = Mutex(Finding())

    var value: Finding { finding.withLock { $0 } }
    var identity: PeerIdentity? { finding.withLock { $0.identity } }

    /// Judges what the peer sent: unreadable certificates, none at all and a decision that throws
    /// refuse it.
    func judge(_ sent: [NIOSSLCertificate], by decide: PeerDecision) -> NIOSSLVerificationResult {
        do {
            let chain = try sent.map { try Certificate(der: $0.toDERBytes()) }
            guard !chain.isEmpty else {
                throw TransportError(.peerRefused, "expected a certificate from the peer")
            }
            let identity = try decide(chain)
            finding.withLock { $0 = Finding(chain: chain, identity: identity, refusal: nil) }
            return .certificateVerified
        } catch {
            finding.withLock { $0.refusal = "\(error)" }
            return .failed
        }
    }

    /// The callback that NIOSSL is given.
    func callback(_ decide: @escaping PeerDecision) -> NIOSSLCustomVerificationCallback {
        { sent, promise in promise.succeed(self.judge(sent, by: decide)) }
    }
}
