import BlueButton
import CitizenCommands
import ProofOfConcept
import Testing

/// A request that was answered in full and delivered.
struct SharedRelease {
    let request: PresentationRequest
    let release: Release
}

extension LoggedInCitizen {
    /// Asks at the corporation's back office, grants all of it, and waits until it is delivered.
    func share(reference: String) async throws -> SharedRelease {
        let link = try await BackOffice(client: client, port: stage.ports.woonhavenOffice)
            .request(taxYear: 2024, reference: reference)
        let choice = try await citizen.choice(citizen.request(RequestLink(link)))
        let granted = Set(choice.request.query.queries.map(\.id))
        let release = try citizen.compose(choice, granted: granted)
        try await citizen.submit(release, of: choice)
        let status = try await citizen.outcome(
            of: release, to: choice.request, within: .seconds(60))
        #expect(status.state == "delivered")
        return SharedRelease(request: choice.request, release: release)
    }
}
