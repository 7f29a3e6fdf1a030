package import BlueButton

/// The way to a recipient: the `response_uri` of its request.
package protocol Delivery: Sendable {
    /// Posts a package and its registration as an OpenID4VP client would.
    func deliver(
        package: String, registration: String, recipient: OIN, to address: String,
        deadline: ContinuousClock.Instant
    ) async throws(DeliveryFailure) -> DeliveryAnswer
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

/// Why a delivery did not succeed.
package enum DeliveryFailure: Error, Sendable, Equatable {
    /// Worth trying again: not reached, no answer in time, or the recipient is in trouble.
    case passing
    /// The recipient refused the package for good, with its problem's code.
    case refused(code: String)
}
