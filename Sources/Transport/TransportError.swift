/// Why an exchange, a server or a piece of the web's syntax was given up.
///
/// The message says what was expected. It names organisations and addresses of our own
/// configuration at most: never a body, a query string, a header value or a key.
package struct TransportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The machine-readable reason; the list is open, so that later transports add theirs.
    package struct Code: RawRepresentable, Sendable, Hashable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "\(code.rawValue): \(message)" }
}

extension TransportError.Code {
    /// A certificate chain or a private key that TLS cannot use.
    package static let tlsIdentityInvalid = Self(rawValue: "tls-identity-invalid")
    /// Anchors that are not certificates, or none at all.
    package static let anchorsInvalid = Self(rawValue: "anchors-invalid")
    /// Text that is not an address of the form that we accept.
    package static let addressInvalid = Self(rawValue: "address-invalid")
    /// A request whose headers cannot be sent safely.
    package static let requestInvalid = Self(rawValue: "request-invalid")
    /// Plain HTTP to or on another machine.
    package static let plainRefused = Self(rawValue: "plain-refused")
    /// A server that cannot listen where it was told to.
    package static let addressUnavailable = Self(rawValue: "address-unavailable")
    /// Nobody there: name unknown, connection refused, reset, or closed without an answer.
    package static let unreachable = Self(rawValue: "unreachable")
    /// The deadline passed before the whole answer was there.
    package static let timeout = Self(rawValue: "timeout")
    /// An answer that exceeds its bound.
    package static let tooLarge = Self(rawValue: "too-large")
    /// Our own decision: the peer's certificate is not good enough for this call.
    package static let peerRefused = Self(rawValue: "peer-refused")
    /// TLS did not come about, for instance since the peer refused our certificate.
    package static let tlsFailed = Self(rawValue: "tls-failed")
    /// An answer that is not HTTP/1.1, or ends in its middle.
    package static let protocolViolation = Self(rawValue: "protocol-violation")
    /// The caller's task was cancelled.
    package static let cancelled = Self(rawValue: "cancelled")
    /// The client was shut down.
    package static let stopped = Self(rawValue: "stopped")
    /// A form that is not strictly `application/x-www-form-urlencoded`, or names a field twice.
    package static let formMalformed = Self(rawValue: "form-malformed")
}
