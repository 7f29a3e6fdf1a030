import BlueButton
import ProofOfConcept
import Transport

@testable import CitizenCommands

/// What a citizen released, before anyone delivered it, with the service's registration.
struct Released: Sendable {
    let choice: CitizenProgram.Choice
    let release: Release
    let registration: String

    var request: PresentationRequest { choice.request }
    var consent: Consent { release.consent }
    var package: SealedPackage { release.package }
}

extension Scene {
    /// Has a citizen release all that De Woonhaven asks; nothing is delivered.
    func release(by slug: String = "sanne-de-vries") async throws -> Released {
        let citizen = try await citizen(slug)
        let choice = try await choice(of: citizen)
        let release = try citizen.compose(
            choice, granted: Set(choice.request.query.queries.map(\.id)))
        return Released(
            choice: choice, release: release,
            registration: try keys.registration(of: release.consent, release.package))
    }

    /// Delivers a package with a genuine registration; the code by which the recipient refuses.
    func deliver(_ package: SealedPackage, _ consent: Consent) async throws -> String? {
        try await keys.deliver(package.text, keys.registration(of: consent, package)).code
    }

    /// Delivers a release with an inclusion in the log; the code by which the recipient refuses.
    func deliver(_ one: Released, log: LogInclusion?) async throws -> String? {
        try await keys.deliver(
            one.package.text, keys.registration(of: one.consent, one.package, log: log)
        ).code
    }

    /// Brings a withdrawal to De Woonhaven.
    func withdraw(_ text: String) async throws -> HTTPReply {
        try await keys.web.post(
            "https://localhost:\(keys.ports.woonhaven)/v1/withdrawals",
            headers: [("Content-Type", "application/jwt")], body: Array(text.utf8),
            maximumBytes: 1 << 20, deadline: .now + .seconds(10))
    }
}
