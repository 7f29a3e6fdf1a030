import BlueButton
import IncomeRules
import Sovereignty
import StrictJSON

/// Asks the adults of a household, each by a request of their own, and judges them together once all
/// have shared.
struct ApplicationDesk: Sendable {
    /// How many adults an application has at most.
    static let mostAdults = 8
    /// The longest reference, in characters: the requests add their number to it.
    static let longestReference = RequestDesk.longestReference - 8

    /// What a corporation orders.
    struct Order: Sendable {
        let template: String
        let taxYear: Int64
        let household: String
        let isElderly: Bool
        let adults: Int64
        let reference: String
    }

    /// An application with its adults, and its verdict where there can be one.
    struct Standing: Sendable {
        let application: Application
        let adults: [ApplicationAdult]
        /// nil until every adult has shared, and for templates that test nothing.
        let verdict: IncomeVerdict?
    }

    let store: ReceiverStore
    let requests: RequestDesk
    let limits: IncomeLimits

    /// Makes an application and a request for each adult.
    ///
    /// - Throws: `malformed` for a number of adults that the household cannot have, and as
    ///   `RequestDesk.make`; nothing is stored then.
    func make(_ order: Order) async throws -> Standing {
        let household = try Household(named: order.household)
        let most = household == .eenpersoons ? 1 : Self.mostAdults
        guard order.adults >= 1, order.adults <= most else {
            throw Refusal(.malformed, "expected 'adults' from 1 to \(most) for \(order.household)")
        }
        guard (1...Self.longestReference).contains(order.reference.count) else {
            throw Refusal(
                .malformed, "expected 'reference' of 1 to \(Self.longestReference) characters")
        }
        let template = try RequestTemplate.named(order.template)
        var asked: [StoredRequest] = []
        for place in 1...order.adults {
            asked.append(
                try await requests.compose(
                    template: template.name, taxYear: order.taxYear,
                    household: template.income.hasLimit ? household.rawValue : nil,
                    reference: order.adults == 1
                        ? order.reference : "\(order.reference) (\(place)/\(order.adults))"))
        }
        let application = Application(
            id: try DocumentID(), template: template.name, taxYear: Int(order.taxYear),
            household: household, isElderly: order.isElderly, reference: order.reference,
            createdAt: requests.clock.now())
        try await store.add(application, requests: asked)
        return Standing(
            application: application,
            adults: asked.map { ApplicationAdult(request: $0, package: nil) }, verdict: nil)
    }

    /// An application as it stands.
    ///
    /// - Throws: `request-unknown` where there is none.
    func standing(_ id: String) async throws -> Standing {
        guard let id = try? DocumentID(id), let application = try await store.application(id)
        else {
            throw Refusal(.requestUnknown, "expected the id of an application of ours")
        }
        let adults = try await store.adults(of: id)
        return Standing(
            application: application, adults: adults,
            verdict: try await verdict(on: application, adults: adults))
    }

    private func verdict(
        on application: Application, adults: [ApplicationAdult]
    ) async throws -> IncomeVerdict? {
        guard let rule = try RequestTemplate.named(application.template).rule else { return nil }
        var shared: [SharedIncome] = []
        var persons: [[[UInt8]]] = []
        for adult in adults {
            guard let package = adult.package else { return nil }
            let claims = try await store.claims(of: package)
            shared.append(Self.income(in: claims))
            persons.append(Self.person(in: claims))
        }
        let test = IncomeTest(
            rule: rule, taxYear: application.taxYear, household: application.household,
            isElderly: application.isElderly)
        return test.verdict(
            on: shared, areAlike: Set(persons).count < persons.count, by: limits)
    }

    /// Name and birth, which every request asks for. Nothing else tells one person's packages from
    /// another's: what stands for the person in an attestation differs from request to request.
    private static func person(in claims: [DisclosedClaim]) -> [[UInt8]] {
        ["naam", "geboorte"].map { name in
            let claim = claims.first { $0.type == CredentialType.brp.urn && $0.name == name }
            return claim?.value.canonicalBytes() ?? []
        }
    }

    /// What a package says about the income. Its claims were verified when it came in.
    private static func income(in claims: [DisclosedClaim]) -> SharedIncome {
        for claim in claims where claim.type == CredentialType.bri.urn {
            let reader = JSONReader(claim.value, at: claim.name)
            if let income = try? IncomeClaim(reading: reader) { return .income(income) }
            if let limit = try? LimitClaim(reading: reader) { return .limit(limit) }
        }
        return .unknown
    }
}
