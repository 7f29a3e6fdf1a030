import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import SelectiveDisclosure
import StrictJSON
import Testing
import TestPKI
import Trust

/// What a recipient refuses of a package that opens.
@Suite struct PackageTests {
    private let documents: Documents
    private let time = Documents.time
    private let parcel: Parcel

    init() throws {
        documents = try Documents.shared.get()
        parcel = try Parcel(documents)
    }

    @Test func `a package that is right passes every check`() throws {
        let verified = try parcel.verify()
        #expect(verified.checks == PackageCheck.allCases)
        #expect(
            verified.claims.map(\.name).sorted() == ["adres", "geboorte", "inkomen-2025", "naam"])
        #expect(verified.presentations["persoon"]?["burgerservicenummer"] == nil)
        #expect(verified.consent.recipient == documents.request.recipient.oin)
        #expect(PackageCheck.allCases.allSatisfy { !$0.meaning.isEmpty })
    }

    // MARK: Consent and content

    @Test func `another request's state is refused`() throws {
        let other = try documents.world.request().request
        for state in ["", "x", other.state, documents.request.nonce] {
            try parcel.expect(.packageMismatch) { $0.state = state }
        }
    }

    static let consent: [Change] = [
        Change("request", .string(String(repeating: "A", count: 43)), .consentMismatch),
        Change("directory", .string(String(repeating: "A", count: 43)), .directoryUnknown),
        Change("recipient|oin", "00000099000000000202", .consentMismatch),
        Change("recipient|client_id", "x509_hash:x", .consentMismatch),
        Change("claims|persoon", [["naam"], ["geboorte"]], .consentMismatch),
        Change("claims|persoon|+", ["geslacht"], .consentMismatch),
        Change("claims|persoon", [], .consentMismatch),
        Change("claims|inkomen", [["inkomen-2024"]], .consentMismatch),
        Change(
            "presentations|persoon", .string(String(repeating: "A", count: 43)),
            .consentMismatch),
    ]

    @Test(arguments: consent)
    func `a consent to something else is refused`(change: Change) throws {
        try parcel.expect(change.code) { $0.consentChanges = [(change.path, change.value)] }
    }

    @Test func `paths are sets: order and doubles do not matter`() throws {
        var changed = parcel
        changed.consentChanges = [
            ("claims|persoon", [["adres"], ["naam"], ["geboorte"], ["naam"]])
        ]
        #expect(throws: Never.self) { try changed.verify() }
    }

    @Test func `a part that is needed and was not granted is refused`() throws {
        try parcel.expect(.requiredPartMissing) { $0.presentations["inkomen"] = nil }
        try parcel.expect(.requiredPartMissing) { $0.presentations["persoon"] = nil }
    }

    @Test func `a presentation more or less than the consent names is refused`() throws {
        let consent = try parcel.consent()
        for change in [
            { (parcel: inout Parcel) in parcel.presentations["inkomen"] = nil },
            { (parcel: inout Parcel) in
                parcel.presentations["ander"] = parcel.presentations["inkomen"]
            },
            { (parcel: inout Parcel) in
                parcel.presentations["inkomen"] = parcel.presentations["persoon"]
            },
            { (parcel: inout Parcel) in parcel.presentations["inkomen"]?.append("A") },
        ] {
            var changed = parcel
            change(&changed)
            let package = try changed.sealed(consent)
            let registration = try documents.applicant.registration(of: consent, package)
            expectRefusal(.consentMismatch) {
                _ = try parcel.verify(package, registration: registration)
            }
        }
    }

    // MARK: Attestations

    @Test func `claims that were stripped are missed`() throws {
        try parcel.expect(.consentMismatch) {
            try $0.present("persoon", documents.applicant.person(), claims: ["naam", "geboorte"])
        }
        try parcel.expect(.consentMismatch) {
            try $0.present("inkomen", documents.applicant.income(), claims: [])
        }
    }

    @Test func `claims that nobody asked are refused`() throws {
        try parcel.expect(.consentMismatch) {
            try $0.present(
                "persoon", documents.applicant.person(),
                claims: ["naam", "geboorte", "adres", "geslacht"])
        }
        try parcel.expect(.consentMismatch) {
            try $0.present(
                "persoon", documents.applicant.person(),
                claims: ["naam", "geboorte", "adres", "burgerservicenummer"])
        }
    }

    @Test func `two citizens' attestations make no package`() throws {
        let other = try Applicant(
            documents.world, person: "ander-mens-met-128-bits",
            holderKey: documents.applicant.holderKey)
        try parcel.expect(.holdersMixed) { try $0.present("inkomen", other.income()) }
        try parcel.expect(.holdersMixed) { try $0.present("persoon", other.person()) }
    }

    @Test func `two holder keys make no package`() throws {
        let other = try Applicant(documents.world, person: Documents.person)
        try parcel.expect(.holdersMixed) {
            try $0.present("inkomen", other.income(), key: other.holderKey)
        }
        // Both attestations of one key, the consent by another.
        try parcel.expect(.holdersMixed) { $0.holderKey = other.holderKey }
    }

    @Test func `an attestation by another source than the directory's is refused`() throws {
        try parcel.expect(.credentialTypeNotAllowed) {
            try $0.present("persoon", documents.applicant.person(by: "bri"))
        }
    }

    @Test func `an attestation of another kind than is asked is refused`() throws {
        try parcel.expect(.presentationMismatch) {
            try $0.present(
                "inkomen", documents.applicant.person(), claims: ["naam"])
        }
    }

    @Test func `an attestation that has ended is refused`() throws {
        var old = parcel
        try old.present("persoon", documents.applicant.person(at: time - 86_400))
        expectRefusal(.expired) { try old.verify() }
    }
}
