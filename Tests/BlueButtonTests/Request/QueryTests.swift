import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

@Suite struct QueryTests {
    private let documents: Documents

    init() throws {
        documents = try Documents.shared.get()
    }

    private func query(
        _ id: String, _ type: CredentialType = .brp, _ claims: [String] = ["naam", "geboorte"]
    ) -> CredentialQuery {
        CredentialQuery(id: id, type: type, claims: claims.map { ClaimPath($0) })
    }

    private typealias Sets = [PresentationQuery.QuerySet]

    private func sets(_ required: [String]..., optional: [[String]] = []) -> Sets {
        required.map { .init(queries: $0, isRequired: true) }
            + optional.map { .init(queries: $0, isRequired: false) }
    }

    static let refused: [Change] = [
        Change("credentials", nil), Change("credentials", [], .queryRefused),
        Change("credential_sets", nil), Change("credential_sets", [], .queryRefused),
        Change("credentials|0|id", nil), Change("credentials|0|id", "", .queryRefused),
        Change("credentials|0|id", "per soon", .queryRefused),
        Change("credentials|0|id", "persöon", .queryRefused),
        Change("credentials|0|id", "\u{212A}", .queryRefused),
        Change(
            "credentials|0|id", .string(String(repeating: "a", count: 65)), .queryRefused),
        Change("credentials|0|id", "inkomen", .queryRefused),
        Change("credentials|0|id", "ander", .queryRefused),
        Change("credentials|0|format", nil),
        Change("credentials|0|format", "mso_mdoc", .queryRefused),
        Change("credentials|0|format", "vc+sd-jwt", .queryRefused),
        Change("credentials|0|meta", nil), Change("credentials|0|meta|vct_values", nil),
        Change("credentials|0|meta|vct_values", [], .queryRefused),
        Change("credentials|0|meta|vct_values|+", "urn:x", .queryRefused),
        Change("credentials|0|meta|vct_values|0", ""),
        Change("credentials|0|multiple", true, .queryRefused),
        Change("credentials|0|multiple", 1),
        Change("credentials|0|require_cryptographic_holder_binding", false, .queryRefused),
        Change("credentials|0|require_cryptographic_holder_binding", "x"),
        Change("credentials|0|claims|0|path", ["\u{212A}"], .queryRefused),
        Change("credential_sets|0|options|0|0", "\u{212A}", .queryRefused),
        Change("credentials|0|claims", nil), Change("credentials|0|claims", [], .queryRefused),
        Change("credentials|0|claims|0|path", nil),
        Change("credentials|0|claims|0|path", "naam"),
        Change("credentials|0|claims|0|path", [], .queryRefused),
        Change("credentials|0|claims|0|path", ["adres", "straat"], .queryRefused),
        Change("credentials|0|claims|0|path", [.null]),
        Change("credentials|0|claims|0|path", [0]),
        Change("credentials|0|claims|0|values", ["x"], .queryRefused),
        Change("credentials|0|claims|+", ["path": ["naam"]], .queryRefused),
        Change("credentials|0|claim_sets", [["a"]], .queryRefused),
        Change("credentials|0|trusted_authorities", "x"),
        Change(
            "credentials|0|trusted_authorities", [["type": "etsi_tl", "values": ["x"]]],
            .queryRefused),
        Change("credentials|0|trusted_authorities", [["type": "aki"]]),
        Change("credential_sets|0|options", nil),
        Change("credential_sets|0|options", [], .queryRefused),
        Change("credential_sets|0|options", [[]], .queryRefused),
        Change("credential_sets|0|options|+", ["persoon"], .queryRefused),
        Change("credential_sets|0|options|0|0", "ander", .queryRefused),
        Change("credential_sets|0|options|0|+", "persoon", .queryRefused),
        Change("credential_sets|0|required", false, .queryRefused),
        Change("credential_sets|0|required", "true"),
        Change("credential_sets|+", ["options": [[]]], .queryRefused),
    ]

    @Test(arguments: refused)
    func `a query outside the profile is refused`(change: Change) throws {
        let text = try documents.changed(
            .request, ("dcql_query|" + change.path, change.value))
        expectRefusal(change.code) { try documents.verify(text, as: .request) }
    }

    @Test func `a set is required unless it says otherwise`() throws {
        let text = try documents.changed(.request, ("dcql_query|credential_sets|0|required", nil))
        #expect(throws: Never.self) { try documents.verify(text, as: .request) }
    }

    @Test func `income is asked together with who it is of`() throws {
        let income = query("i", .bri, ["inkomen-2025"])
        let cases: [([CredentialQuery], Sets)] = [
            ([income], sets(["i"])),
            ([income, query("p", .brp, ["naam"])], sets(["i", "p"])),
            ([income, query("p", .brp, ["geboorte", "adres"])], sets(["i", "p"])),
            ([income, query("p")], sets(["i"], optional: [["p"]])),
            (
                [income, query("p"), query("q", .brp, ["adres"])],
                sets(["q"], optional: [["i", "p"]])
            ),
        ]
        for (queries, sets) in cases {
            expectRefusal(.queryRefused) {
                _ = try PresentationQuery(queries: queries, sets: sets)
            }
        }
        for fine in [sets(["i", "p"]), sets(["p"], ["i"]), sets(["p"], optional: [["i"]])] {
            #expect(throws: Never.self) {
                _ = try PresentationQuery(queries: [income, query("p")], sets: fine)
            }
        }
    }

    @Test func `whole sets are granted, the required ones always`() throws {
        let all = ["a", "b", "c", "d"].map { query($0) }
        let asked = try PresentationQuery(
            queries: all, sets: sets(["a", "b"], optional: [["c", "d"]]))
        for granted in [["a", "b"], ["a", "b", "c", "d"]] {
            #expect(throws: Never.self) { try asked.accepts(granted: Set(granted)) }
        }
        for granted in [[], ["a"], ["b"], ["c", "d"], ["a", "c", "d"]] {
            expectRefusal(.requiredPartMissing) { try asked.accepts(granted: Set(granted)) }
        }
        for granted in [["a", "b", "c"], ["a", "b", "d"], ["a", "b", "x"], ["x"]] {
            expectRefusal(.consentMismatch) { try asked.accepts(granted: Set(granted)) }
        }
    }

    @Test func `a query that a required set has too may stand in an optional one`() throws {
        let asked = try PresentationQuery(
            queries: ["a", "b"].map { query($0) }, sets: sets(["a"], optional: [["a", "b"]]))
        #expect(throws: Never.self) { try asked.accepts(granted: ["a"]) }
        #expect(throws: Never.self) { try asked.accepts(granted: ["a", "b"]) }
        expectRefusal(.requiredPartMissing) { try asked.accepts(granted: ["b"]) }
    }

    @Test func `queries made here obey the profile too`() {
        let cases: [([CredentialQuery], Sets)] = [
            ([], []), ([query("a")], []), ([query("a")], sets(["b"])),
            ([query("a"), query("a")], sets(["a"])), ([query("a"), query("b")], sets(["a"])),
            ([query("a")], sets(optional: [["a"]])), ([query("a")], sets(["a"], [])),
            ([query("a")], sets(["a", "a"])),
        ]
        for (queries, sets) in cases {
            expectRefusal(.queryRefused) {
                _ = try PresentationQuery(queries: queries, sets: sets)
            }
        }
    }
}
