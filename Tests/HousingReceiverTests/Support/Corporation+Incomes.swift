import BlueButton
import OpenSSL
import ReleaseKit
import SelectiveDisclosure

@testable import HousingReceiver

extension Corporation {
    /// Shares an income of 2024 in answer to a request, as someone new.
    @discardableResult
    func share(
        _ amount: Int64, to request: StoredRequest, as name: String = "Roos Jansen",
        isConfirmed: Bool = true
    ) async throws -> Release {
        let applicant = try Applicant(world, name: name)
        let request = try PresentationRequest.verify(
            request.text, directory: world.directory, trust: world.trust, at: world.time)
        let income = IncomeClaim(
            belastingjaar: 2024, soort: .verzamelinkomen, bedrag: amount, status: nil,
            vaststellingsdatum: nil, inOnderzoek: false)
        let attestation = try Attestation.issue(
            [(IncomeClaim.name(2024), income.json)], type: .bri, person: applicant.person,
            holderKey: applicant.holder, by: world.sealer("bri"), at: world.time)
        let release = try Release.compose(
            answering: request, granted: request.query.required,
            attestations: [applicant.person().text, attestation.text].map {
                try Attestation.verify(
                    $0, as: .issued, directory: world.directory, trust: world.trust,
                    at: world.time)
            }, directory: world.directory, holderKey: applicant.holderKey, at: world.time)
        if isConfirmed {
            try await receive(release, of: applicant)
        } else {
            try await deliver(release, of: applicant)
        }
        return release
    }
}
