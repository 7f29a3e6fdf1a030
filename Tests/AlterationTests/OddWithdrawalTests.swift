import StrictJSON
import Testing

/// Withdrawals and deletion receipts beside the release that they end.
@Suite(.serialized) struct OddWithdrawalTests {
    private let real: RealFolder

    init() async throws {
        real = try await RealFolder.shared
    }

    private static let nobody = JSONValue.string(String(repeating: "A", count: 43))

    @Test func `a withdrawal and its deletion receipt hold`() throws {
        let verdict = try Rebuilder(real, withdraws: true).verdict()
        #expect(verdict.holds, "\(verdict)")
        #expect(verdict.accepts("withdrawal.jwt") && verdict.accepts("deletion-receipt.json"))
        let sealed = try Rebuilder(real, [Alteration(.withdrawal, .seal("service"))]).verdict()
        #expect(sealed.holds && sealed.accepts("withdrawal.jwt"), "\(sealed)")
    }

    static let withdrawals = Judged([
        Alteration(.withdrawal, "iss", "urn:x", "issuer-mismatch"),
        Alteration(.withdrawal, "iat", 9_000_000_000, "revocation-unknown"),
        Alteration(.withdrawal, "jti", nil, "malformed"),
        Alteration(.withdrawal, "consent", nobody, "withdrawal-mismatch"),
        Alteration(.withdrawal, "consent", nil, "malformed"),
        Alteration(.withdrawal, "consent_id", "AAAAAAAAAAAAAAAAAAAAAA", "withdrawal-mismatch"),
        Alteration(.withdrawal, "consent_id", "x", "malformed"),
        Alteration(.withdrawal, .seal("woonhaven"), "wrong-role"),
        Alteration(.withdrawal, .header("typ", "consent+jwt"), "registration-mismatch"),
        Alteration(.withdrawal, .header("jwk|d", "x"), "key-refused"),
        Alteration(.withdrawal, .header("iat", 1), "header-refused"),
        Alteration(.withdrawal, .suffix(" "), "malformed"),
        Alteration(.deletion, "iss", "https://elsewhere.example", "issuer-mismatch"),
        Alteration(.deletion, "jti", "x", "malformed"),
        Alteration(.deletion, "withdrawal", nobody, "deletion-mismatch"),
        Alteration(.deletion, "consent", nobody, "deletion-mismatch"),
        Alteration(.deletion, "consent", nil, "malformed"),
        Alteration(.deletion, .seal("stadswonen"), "organisation-mismatch"),
        Alteration(.deletion, .seal("service"), "wrong-role"),
        Alteration(.deletion, .header("cty", "application/json"), "not-recognised"),
        Alteration(.deletion, .header("iat", 1), "header-refused"),
        Alteration(.deletion, .member("header|etsiU", []), "header-refused"),
        Alteration(.deletion, .suffix(" "), "malformed"),
    ])

    @Test(arguments: withdrawals.alterations)
    func `an odd withdrawal or deletion receipt is refused`(alteration: Alteration) async throws {
        let found = try await Self.withdrawals.isRefused(alteration)
        #expect(found.as, "\(found.verdict)")
    }
}
