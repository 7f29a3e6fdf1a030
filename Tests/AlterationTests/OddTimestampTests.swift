import BlueButton
import DocumentCheck
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing

/// Timestamps that are not of this document, this authority or this time; no signature covers them.
@Suite(.serialized) struct OddTimestampTests {
    private let real: RealFolder
    private let other: RealFolder

    init() async throws {
        let two = try await RealFolder.two.value
        (real, other) = (two[0], two[1])
    }

    /// Seconds from the document's own time at which the authority, rightly, stamps it.
    @Test(
        arguments: [
            (-1, ["timestamp-too-early"]),
            (-60, ["timestamp-too-early", "timestamp-revocation-unknown"]),
            (
                -400 * 86_400,
                ["timestamp-certificate-not-yet-valid", "timestamp-revocation-unknown"]
            ), (4000 * 86_400, ["timestamp-certificate-expired", "timestamp-revocation-unknown"]),
        ] as [(Int64, Set<String>)])
    func `a timestamp of another time is refused`(offset: Int64, codes: Set<String>) throws {
        for name in BitTests.stamped {
            let verdict = try stamped(name) { try real.token(over: $0, at: $1 + offset) }
            let found = Set(codes.map { "\(name) \($0)" })
            #expect(!found.isDisjoint(with: verdict.failures), "\(verdict)")
        }
    }

    /// A day after, all certificates are good; what the release needs has ended, and the receipt
    /// was there before.
    @Test func `a release that is stamped when its attestations have ended is refused`() throws {
        let verdict = try stamped("registration.json") { try real.token(over: $0, at: $1 + 86_401) }
        #expect(verdict.codes == ["expired", "timestamp-too-early"], "\(verdict)")
    }

    @Test func `a registration that is stamped again, after its receipt, is refused`() throws {
        let verdict = try stamped("registration.json") { try real.token(over: $0, at: $1 + 3600) }
        #expect(verdict.failures.contains("receipt.json timestamp-too-early"), "\(verdict)")
    }

    @Test func `a query that is stamped when its mandate has ended is refused`() throws {
        let verdict = try stamped("overview.json") { try real.token(over: $0, at: $1 + 601) }
        #expect(verdict.codes == ["expired"], "\(verdict)")
    }

    @Test(arguments: BitTests.stamped)
    func `a timestamp of something else, or by a stranger, is refused`(name: String) throws {
        let ofElse = try stamped(name) { try real.token(over: $0 + [0x41], at: $1) }
        #expect(ofElse.failures.contains("\(name) timestamp-mismatch"), "\(ofElse)")
        let byStranger = try stamped(name) { try other.token(over: $0, at: $1) }
        #expect(byStranger.failures.contains("\(name) timestamp-untrusted"), "\(byStranger)")
    }

    static let shapes: [(String, JSONValue?, String)] = [
        ("header|etsiU", [], "header-refused"), ("header|etsiU|+", [:], "header-refused"),
        ("header|etsiU|0|rVals", [:], "header-refused"),
        ("header|etsiU|0|sigTst|canonAlg", "x", "header-refused"),
        ("header|etsiU|0|sigTst|tstTokens", [], "header-refused"),
        ("header|etsiU|0|sigTst|tstTokens|+", ["val": "AAAA"], "header-refused"),
        ("header|etsiU|0|sigTst|tstTokens|0|encoding", "DER", "header-refused"),
        (BitTests.token, "AAAA", "timestamp-malformed"),
        (BitTests.token, "", "timestamp-malformed"),
        (BitTests.token, "not base64", "timestamp-malformed"),
        ("header|kid", "x", "header-refused"), ("header", [:], "header-refused"),
    ]

    @Test(arguments: BitTests.stamped, shapes.indices)
    func `a timestamp in another wrapping is refused`(name: String, place: Int) throws {
        let (path, value, code) = Self.shapes[place]
        let verdict = try real.verdict(name, object(name).setting(path, value).text)
        #expect(verdict.failures.contains("\(name) \(code)"), "\(verdict)")
    }

    @Test func `a response is no token`() throws {
        for name in BitTests.stamped {
            let verdict = try stamped(name) { message, time in
                try real.stampingUnit.respond(to: TimestampRequest(over: message).der, at: time)
            }
            #expect(verdict.failures.contains("\(name) timestamp-malformed"), "\(verdict)")
        }
    }

    @Test func `without a timestamp an overview is judged now, and a release is refused`() throws {
        for name in BitTests.stamped {
            let verdict = try real.verdict(name, object(name).setting("header", nil).text)
            if name == "overview.json" {
                #expect(verdict.holds, "\(verdict)")
                let isTold = verdict.lines.contains {
                    $0.document == name && $0.check.en == "timestamp" && $0.verdict == .absent
                }
                #expect(isTold)
            } else {
                #expect(verdict.failures.contains("\(name) timestamp-missing"), "\(verdict)")
            }
        }
    }

    private func object(_ name: String) throws -> JSONValue {
        try JSONValue.parse(try real.text(name), maximumBytes: 32 << 20)
    }

    /// What `verify` says with another token, made over the signature and the document's own time.
    private func stamped(
        _ name: String, _ token: ([UInt8], UnixTime) throws -> [UInt8]
    ) throws -> Verdict {
        let document = try object(name)
        let message = Array((document.at("signature").stringValue ?? "").utf8)
        let issued = try Parts(real.text(name)).payload.at("iat").integerValue ?? 1
        let bytes = try token(message, UnixTime(seconds: issued))
        return try real.verdict(
            name, document.setting(BitTests.token, .string(Base64.encode(bytes))).text)
    }
}
