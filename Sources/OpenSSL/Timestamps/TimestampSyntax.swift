/// The values that requests, responses and tokens are made of (RFC 3161, RFC 5652), in DER.
enum TimestampSyntax {
    /// No request, response or token of ours or of any authority is near it.
    static let maximumBytes = 64 << 10

    /// `id-signedData`.
    static let signedData = DER.objectIdentifier([1, 2, 840, 113_549, 1, 7, 2])
    /// `id-ct-TSTInfo`.
    static let timestampInfo = DER.objectIdentifier([1, 2, 840, 113_549, 1, 9, 16, 1, 4])

    private static let sha256 = DER.objectIdentifier([2, 16, 840, 1, 101, 3, 4, 2, 1])
    private static let null: [UInt8] = [0x05, 0x00]

    /// SHA-256 as an algorithm, its parameters NULL as most write them.
    static let sha256Algorithm = DER.sequence(sha256, null)

    /// Whether these bytes are the algorithm SHA-256: parameters are absent or NULL (RFC 5754,
    /// section 2).
    static func isSHA256(_ algorithm: ArraySlice<UInt8>) -> Bool {
        algorithm.elementsEqual(sha256Algorithm) || algorithm.elementsEqual(DER.sequence(sha256))
    }

    /// Whether these bytes are the algorithm `ecdsa-with-SHA256`, which has no parameters.
    static func isECDSAWithSHA256(_ algorithm: ArraySlice<UInt8>) -> Bool {
        algorithm.elementsEqual(SignedDER.algorithm)
    }

    /// The imprint of a request or a token: 32 bytes of SHA-256; nil for anything else.
    static func imprint(_ value: DERReader.Value) throws(DERReader.Unexpected) -> [UInt8] {
        var members = value.members
        let algorithm = try members.take(0x30)
        let hash = try members.take(0x04)
        try members.end()
        guard isSHA256(algorithm.whole), hash.content.count == 32 else {
            throw DERReader.Unexpected()
        }
        return [UInt8](hash.content)
    }

    static func imprint(_ hash: [UInt8]) -> [UInt8] {
        DER.sequence(sha256Algorithm, DER.octetString(hash))
    }

    /// The dotted form of an object identifier's content.
    static func dotted(_ content: ArraySlice<UInt8>) throws(DERReader.Unexpected) -> String {
        var numbers: [UInt64] = []
        var number: UInt64 = 0
        for byte in content {
            guard number < 1 << 56, !(number == 0 && byte == 0x80) else {
                throw DERReader.Unexpected()
            }
            number = number << 7 | UInt64(byte & 0x7f)
            if byte < 0x80 {
                numbers.append(number)
                number = 0
            }
        }
        guard let first = numbers.first, content.last.map({ $0 < 0x80 }) == true else {
            throw DERReader.Unexpected()
        }
        let top = min(first / 40, 2)
        return ([top, first - top * 40] + numbers.dropFirst()).map(String.init)
            .joined(separator: ".")
    }

    /// A GeneralizedTime in UTC, its fraction cut off (RFC 3161, section 2.4.2).
    static func time(_ content: ArraySlice<UInt8>) throws(DERReader.Unexpected) -> UnixTime {
        guard content.last == UInt8(ascii: "Z") else { throw DERReader.Unexpected() }
        let parts = content.dropLast().split(
            separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let digits = parts[0].map { Int64($0) - 0x30 }
        guard digits.count == 14, digits.allSatisfy({ (0...9) ~= $0 }), parts.count <= 2 else {
            throw DERReader.Unexpected()
        }
        if parts.count == 2 {
            // DER: no empty fraction, none that ends in zero.
            guard let last = parts[1].last, last != 0x30,
                parts[1].allSatisfy({ (0x30...0x39) ~= $0 })
            else { throw DERReader.Unexpected() }
        }
        let pairs = stride(from: 0, to: 14, by: 2).map { digits[$0] * 10 + digits[$0 + 1] }
        let civil = CivilTime(
            year: pairs[0] * 100 + pairs[1], month: pairs[2], day: pairs[3], hour: pairs[4],
            minute: pairs[5], second: pairs[6])
        guard let civil else { throw DERReader.Unexpected() }
        return civil.unixTime
    }
}
