package import BlueButton

/// The way to a recipient: the addresses of its request.
package protocol Delivery: Sendable {
    /// Posts a package and its registration to `response_uri`, as an OpenID4VP client would.
    func deliver(
        package: String, registration: String, recipient: OIN, to address: String,
        deadline: ContinuousClock.Instant
    ) async throws(DeliveryFailure) -> DeliveryAnswer

    /// Posts a withdrawal to the address in the terms.
    func forward(
        withdrawal: String, recipient: OIN, to address: String, deadline: ContinuousClock.Instant
    ) async throws(DeliveryFailure) -> WithdrawalAnswer
}

/// What a recipient answers to a package that it accepts.
package struct DeliveryAnswer: Sendable {
    /// The receipt, a flattened JWS; not believed before it is verified.
    package let receipt: String
    /// Where the citizen confirms.
    package let redirect: String?

    package init(receipt: String, redirect: String?) {
        self.receipt = receipt
        self.redirect = redirect
    }
}

/// What a recipient answers to a withdrawal.
package enum WithdrawalAnswer: Sendable, Equatable {
    /// A deletion receipt, a flattened JWS; not believed before it is verified.
    case deleted(receipt: String)
    /// It does not know the consent, and keeps the withdrawal for when its package comes.
    case kept
}

/// Why a delivery did not succeed.
package enum DeliveryFailure: Error, Sendable, Equatable {
    /// Worth trying again: not reached, no answer in time, or the recipient is in trouble.
    case passing
    /// The recipient refused for good, with its problem's code.
    case refused(code: String)
}
