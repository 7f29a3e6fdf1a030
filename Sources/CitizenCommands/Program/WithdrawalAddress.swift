import BlueButton
import JOSE
import StrictJSON

/// Reads the address for withdrawals back from a request that was verified when it was kept.
///
/// The request itself may have ended long before the citizen withdraws, so it is not judged again;
/// whoever posts to the address asks the directory whether it is the recipient's.
enum WithdrawalAddress {
    /// - Throws: `malformed` for what is not a request with terms.
    static func read(_ request: String) throws(Refusal) -> String {
        guard let jws = try? CompactJWS(request, maximumBytes: DocumentLimits.request),
            let payload = try? JSONValue.parse(
                signed: jws.payload, maximumBytes: DocumentLimits.request),
            let entry = try? JSONReader(payload).strings("transaction_data").first,
            let terms = try? JSONValue.parse(
                signed: Base64URL.decode(entry), maximumBytes: DocumentLimits.request),
            let address = try? JSONReader(terms).string("withdrawal")
        else {
            throw Refusal(.malformed, "expected a kept request with an address for withdrawals")
        }
        return address
    }
}
