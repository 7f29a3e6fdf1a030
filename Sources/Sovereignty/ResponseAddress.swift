import BlueButton
import JOSE
import StrictJSON

/// Reads `response_uri` back from a request that was verified when it was stored.
enum ResponseAddress {
    static func read(_ request: String) throws(Refusal) -> String {
        guard let jws = try? CompactJWS(request, maximumBytes: DocumentLimits.request),
            let value = try? JSONValue.parse(
                signed: jws.payload, maximumBytes: DocumentLimits.request),
            let address = try? JSONReader(value).string("response_uri")
        else {
            throw Refusal(.malformed, "expected a stored request with a response_uri")
        }
        return address
    }
}
