import JOSE
import StrictJSON

/// The addresses in a request that was verified when it was stored.
///
/// The request itself may have ended long before its addresses are used, so it is not judged again;
/// whoever posts to one of them asks the directory whether it is the recipient's.
public struct RequestAddresses: Sendable, Hashable {
    /// Where the package goes (`response_uri`).
    public let response: String
    /// Where withdrawals go, from the terms.
    public let withdrawal: String

    /// Reads the addresses of a stored request.
    ///
    /// - Throws: `malformed` for what is not a request with terms.
    public init(storedRequest text: String) throws(Refusal) {
        guard let jws = try? CompactJWS(text, maximumBytes: DocumentLimits.request),
            let payload = try? JSONValue.parse(
                signed: jws.payload, maximumBytes: DocumentLimits.request),
            let response = try? JSONReader(payload).string("response_uri"),
            let entry = try? JSONReader(payload).strings("transaction_data").first,
            let terms = try? JSONValue.parse(
                signed: Base64URL.decode(entry), maximumBytes: DocumentLimits.request),
            let withdrawal = try? JSONReader(terms).string("withdrawal")
        else {
            throw Refusal(.malformed, "expected a stored request with its addresses")
        }
        self.response = response
        self.withdrawal = withdrawal
    }
}
