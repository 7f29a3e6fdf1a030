import BlueButton
import Sovereignty
import Synchronization

/// A way to a recipient that answers as a test says, and remembers what it was given.
final class ScriptedDelivery: Delivery {
    struct Sent: Sendable {
        let package: String
        let registration: String
        let recipient: OIN
        let address: String
    }

    typealias Script =
        @Sendable (_ sent: Sent, _ count: Int) async throws(DeliveryFailure)
        -> DeliveryAnswer

    struct Forwarded: Sendable, Equatable {
        let withdrawal: String
        let recipient: OIN
        let address: String
    }

    typealias ForwardScript =
        @Sendable (_ forwarded: Forwarded, _ count: Int) async throws(DeliveryFailure)
        -> WithdrawalAnswer

    private let log = Mutex<[Sent]>([])
    private let forwardLog = Mutex<[Forwarded]>([])
    private let script: Script
    private let forwarding: ForwardScript

    /// - Parameter forwarding: what it answers to withdrawals; by default it knows no consent.
    init(
        forwarding: @escaping ForwardScript = { _, _ throws(DeliveryFailure) in .kept },
        _ script: @escaping Script
    ) {
        self.script = script
        self.forwarding = forwarding
    }

    /// One that only takes withdrawals.
    static func forwarding(_ script: @escaping ForwardScript) -> ScriptedDelivery {
        ScriptedDelivery(forwarding: script) { _, _ throws(DeliveryFailure) in throw .passing }
    }

    var sent: [Sent] { log.withLock { $0 } }
    var forwarded: [Forwarded] { forwardLog.withLock { $0 } }

    func forward(
        withdrawal: String, recipient: OIN, to address: String, deadline: ContinuousClock.Instant
    ) async throws(DeliveryFailure) -> WithdrawalAnswer {
        let forwarded = Forwarded(
            withdrawal: withdrawal, recipient: recipient, address: address)
        let count = forwardLog.withLock { log in
            log.append(forwarded)
            return log.count
        }
        return try await forwarding(forwarded, count)
    }

    func deliver(
        package: String, registration: String, recipient: OIN, to address: String,
        deadline: ContinuousClock.Instant
    ) async throws(DeliveryFailure) -> DeliveryAnswer {
        let sent = Sent(
            package: package, registration: registration, recipient: recipient, address: address)
        let count = log.withLock { log in
            log.append(sent)
            return log.count
        }
        return try await script(sent, count)
    }

    /// Gives the receipt of the recipient that a release is for.
    static func honest(_ composed: Composed) -> ScriptedDelivery {
        ScriptedDelivery { sent, _ throws(DeliveryFailure) in try answer(composed, sent) }
    }

    static func answer(
        _ composed: Composed, _ sent: Sent
    ) throws(DeliveryFailure) -> DeliveryAnswer {
        guard let receipt = try? composed.receipt(sent.package, sent.registration) else {
            throw .refused(code: "package-mismatch")
        }
        return DeliveryAnswer(receipt: receipt, redirect: "https://woonhaven.example:8443/confirm")
    }
}
