import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import SelectiveDisclosure
import StrictJSON
import Testing
import TestPKI
import Trust

/// What the citizen's program makes when the citizen has chosen.
@Suite struct ComposingTests {
    private let documents: Documents
    private let time = Documents.time

    init() throws {
        documents = try Documents.shared.get()
    }

    private func compose(
        granted: Set<String> = ["persoon", "inkomen"], _ attestations: [Attestation]? = nil,
        holderKey: P256PrivateKey? = nil
    ) throws -> Release {
        try Release.compose(
            answering: documents.request, granted: granted,
            attestations: attestations ?? documents.applicant.attestations(),
            directory: documents.world.directory,
            holderKey: holderKey ?? documents.applicant.holderKey, at: time)
    }

    @Test func `a release names what it discloses, and each is new`() throws {
        let (first, second) = (try compose(), try compose())
        #expect(first.consent.id != second.consent.id)
        #expect(first.package.hash != second.package.hash)
        #expect(first.confirmation != second.confirmation)
        #expect(Set(first.consent.claims.keys) == ["persoon", "inkomen"])
    }

    @Test func `what the request needs and is not granted makes no release`() {
        for granted in [[], ["persoon"], ["inkomen"]] as [Set<String>] {
            expectRefusal(.requiredPartMissing) { _ = try compose(granted: granted) }
        }
        expectRefusal(.consentMismatch) {
            _ = try compose(granted: ["persoon", "inkomen", "ander"])
        }
    }

    @Test func `attestations that are absent or of another key make no release`() throws {
        let both = try documents.applicant.attestations()
        expectRefusal(.requiredPartMissing) { _ = try compose([]) }
        expectRefusal(.requiredPartMissing) { _ = try compose([both[0]]) }
        let other = try Applicant(documents.world, person: Documents.person)
        expectRefusal(.holdersMixed) { _ = try compose([try other.attestations()[0], both[1]]) }
        expectRefusal(.holdersMixed) { _ = try compose(holderKey: other.holderKey) }
    }

    @Test func `a claim that the source does not have makes no release`() throws {
        let poor = try Attestation.issue(
            [("inkomen-2024", .null)], type: .bri, person: Documents.person,
            holderKey: documents.applicant.holder, by: documents.world.sealer("bri"), at: time)
        let income = try Attestation.verify(
            poor.text, as: .issued, directory: documents.world.directory,
            trust: documents.world.trust, at: time)
        let person = try documents.applicant.attestations()[0]
        expectRefusal(.requiredPartMissing) { _ = try compose([person, income]) }
    }
}
