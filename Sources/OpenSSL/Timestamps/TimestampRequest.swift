/// A request for a timestamp (RFC 3161, section 2.4.1): over a SHA-256, with a nonce, and asking for
/// the certificate.
public struct TimestampRequest: Sendable, Hashable {
    /// The bytes to send, as `application/timestamp-query`.
    public let der: [UInt8]
    /// The SHA-256 of what is to be stamped, 32 bytes.
    public let imprint: [UInt8]
    /// The nonce as the content of its INTEGER; nil where a request that was read has none.
    public let nonce: [UInt8]?
    /// The policy that is asked for, dotted; nil for any.
    public let policy: String?

    /// A new request over a message, with 16 random bytes as its nonce.
    ///
    /// Refuses a policy that is no dotted object identifier.
    public init(over message: [UInt8], policy: String? = nil) throws(OpenSSLError) {
        var nonce = try SecureRandom.bytes(16)
        // Positive and always of 16 bytes.
        nonce[0] = nonce[0] & 0x3f | 0x40
        try self.init(imprint: SHA256.hash(message), nonce: nonce, policy: policy)
    }

    /// The request with these parts, each as it stands in it.
    public init(imprint: [UInt8], nonce: [UInt8], policy: String?) throws(OpenSSLError) {
        var parts = [DER.integer(1), TimestampSyntax.imprint(imprint)]
        if let policy {
            guard let arcs = DER.arcs(policy) else {
                throw OpenSSLError(
                    .timestampMalformed, "expected a policy as a dotted object identifier")
            }
            parts.append(DER.objectIdentifier(arcs))
        }
        parts += [DER.value(0x02, nonce), DER.boolean(true)]
        der = DER.sequence(parts)
        self.imprint = imprint
        self.nonce = nonce
        self.policy = policy
    }

    /// Reads a request, as an authority does; refuses another hash than SHA-256.
    public init(der: [UInt8]) throws(OpenSSLError) {
        guard der.count <= TimestampSyntax.maximumBytes, DER.isStrict(der) else {
            throw Self.malformed
        }
        do {
            var outer = DERReader(der[...])
            var members = try outer.take(0x30).members
            guard try members.take(0x02).content.elementsEqual([1]) else { throw Self.malformed }
            imprint = try TimestampSyntax.imprint(members.take(0x30))
            policy = try members.takeIfPresent(0x06).map { (value) throws(DERReader.Unexpected) in
                try TimestampSyntax.dotted(value.content)
            }
            nonce = members.takeIfPresent(0x02).map { [UInt8]($0.content) }
        } catch {
            throw Self.malformed
        }
        self.der = der
    }

    private static let malformed = OpenSSLError(
        .timestampMalformed, "expected a time-stamp request over a SHA-256 in DER")
}
