/// The SignedData around a token's content (RFC 5652, section 5.1), every unsigned part of it in
/// the one form that is accepted.
struct TimestampEnvelope {
    /// The TSTInfo in DER.
    let content: [UInt8]
    /// The one certificate in DER.
    let certificate: [UInt8]
    /// The signer's `issuerAndSerialNumber`, with its header.
    let signer: ArraySlice<UInt8>
    /// The same token without its certificate, which no signature covers.
    let withoutCertificate: [UInt8]

    init(_ der: [UInt8]) throws(DERReader.Unexpected) {
        var outer = DERReader(der[...])
        var whole = try outer.take(0x30).members
        try Self.expect(whole.take(0x06), TimestampSyntax.signedData)
        var explicit = try whole.take(0xa0).members
        try whole.end()
        var data = try explicit.take(0x30).members
        try explicit.end()

        try Self.expect(data.take(0x02), DER.integer(3))
        let algorithms = try data.take(0x31)
        var digests = algorithms.members
        let digest = try digests.take(0x30)
        try digests.end()
        let information = try data.take(0x30)
        content = try Self.content(information)
        var certificates = try data.take(0xa0).members
        certificate = [UInt8](try certificates.take(0x30).whole)
        try certificates.end()
        let signerInfos = try data.take(0x31)
        try data.end()
        withoutCertificate = DER.sequence(
            TimestampSyntax.signedData,
            DER.tagged(
                0,
                DER.sequence(
                    DER.integer(3), [UInt8](algorithms.whole), [UInt8](information.whole),
                    [UInt8](signerInfos.whole))))
        var signers = signerInfos.members
        var signer = try signers.take(0x30).members
        try signers.end()

        try Self.expect(signer.take(0x02), DER.integer(1))
        self.signer = try signer.take(0x30).whole
        let signedDigest = try signer.take(0x30)
        _ = try signer.take(0xa0)
        let algorithm = try signer.take(0x30)
        _ = try signer.take(0x04)
        // What would follow are unsigned attributes.
        try signer.end()
        guard TimestampSyntax.isSHA256(digest.whole),
            TimestampSyntax.isSHA256(signedDigest.whole),
            TimestampSyntax.isECDSAWithSHA256(algorithm.whole)
        else { throw DERReader.Unexpected() }
    }

    private static func content(
        _ value: DERReader.Value
    ) throws(DERReader.Unexpected) -> [UInt8] {
        var members = value.members
        try expect(members.take(0x06), TimestampSyntax.timestampInfo)
        var explicit = try members.take(0xa0).members
        try members.end()
        let content = try explicit.take(0x04).content
        try explicit.end()
        return [UInt8](content)
    }

    private static func expect(
        _ value: DERReader.Value, _ bytes: [UInt8]
    ) throws(DERReader.Unexpected) {
        guard value.whole.elementsEqual(bytes) else { throw DERReader.Unexpected() }
    }
}
