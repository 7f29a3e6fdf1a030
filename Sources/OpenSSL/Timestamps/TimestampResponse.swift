/// What an authority answers (RFC 3161, section 2.4.2): a token, or why there is none.
///
/// Nothing in it is believed: the token is, once it was verified.
public struct TimestampResponse: Sendable, Hashable {
    /// `PKIStatus`: 0 and 1 come with a token, 2 is a rejection.
    public let status: Int
    /// The token's bytes as they stand in the answer; nil where there is none.
    public let token: [UInt8]?

    /// Reads an answer of at most 64 KiB in DER, with nothing behind it.
    public init(der: [UInt8]) throws(OpenSSLError) {
        guard der.count <= TimestampSyntax.maximumBytes, DER.isStrict(der) else {
            throw Self.malformed
        }
        do {
            var outer = DERReader(der[...])
            var members = try outer.take(0x30).members
            var information = try members.take(0x30).members
            let status = try information.take(0x02).content
            guard status.count == 1, let code = status.first, code < 0x80 else {
                throw Self.malformed
            }
            self.status = Int(code)
            token = members.isAtEnd ? nil : [UInt8](try members.take(0x30).whole)
            try members.end()
        } catch {
            throw Self.malformed
        }
        guard (token != nil) == (status <= 1) else { throw Self.malformed }
    }

    private static let malformed = OpenSSLError(
        .timestampMalformed, "expected a time-stamp response in DER, with a token when granted")
}
