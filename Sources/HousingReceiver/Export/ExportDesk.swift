import BlueButton
import IncomeRules
import Sovereignty
import StrictJSON
import Trust

/// Puts what was disclosed into the shape that other systems take: VERA's.
struct ExportDesk: Sendable {
    let archive: PackageArchive
    let applications: ApplicationDesk

    /// The corporation itself, of whose administration the ids are.
    private var organisation: String { applications.requests.sealer.oin }

    /// One package.
    ///
    /// - Throws: `missing` where there is none, `package-waiting` where its citizen has not confirmed
    ///   it, `package-emptied` where its data was deleted.
    func package(_ id: String) async throws -> JSONObject {
        let package = try await archive.package(id)
        return try await export(package, household: nil).json
    }

    /// A whole application: the household as a group, and the package of each adult.
    ///
    /// - Throws: `request-unknown` where there is none, `application-incomplete` where not every
    ///   adult's package is there, confirmed.
    func application(_ id: String) async throws -> JSONObject {
        let standing = try await applications.standing(id)
        let application = standing.application
        let household = VERAKey(id: application.id.text, organisation: organisation)
        var adults: [JSONValue] = []
        var persons: [JSONValue] = []
        for adult in standing.adults {
            guard let id = adult.package else {
                throw Refusal(
                    .applicationIncomplete,
                    "expected the confirmed package of every adult, with its data still there")
            }
            let package = try await archive.package(id.text)
            var json = try await export(package, household: household).json
            json["package"] = package.consentID.json
            adults.append(.object(json))
            persons.append(
                .object(
                    VERAKey(id: id.text, organisation: organisation).json(.naturalPerson)))
        }
        return [
            "vera": .string(VERAExport.version),
            "relatiegroep": .object(group(of: standing, key: household, persons: persons)),
            "adults": .array(adults),
        ]
    }

    /// `Relatiegroepbericht`. VERA's `passendheidsoort` judges a home that is let, which is not known
    /// here: what the income test found is extra.
    private func group(
        of standing: ApplicationDesk.Standing, key: VERAKey, persons: [JSONValue]
    ) -> JSONObject {
        let application = standing.application
        var message = key.json(.relationGroup, detail: .household)
        message["code"] = .string(application.reference)
        message["naam"] = .string(application.reference)
        message["relaties"] = .array(persons)
        var extra = ExtraAttributes()
        extra.add("aanvraag.sjabloon", .string(application.template))
        extra.add("aanvraag.belastingjaar", .integer(Int64(application.taxYear)))
        extra.add("aanvraag.huishouden", .string(application.household.rawValue))
        extra.add("aanvraag.aow-leeftijd", .bool(application.isElderly))
        if let verdict = standing.verdict {
            extra.add("inkomenstoets", ReceiverJSON.verdict(verdict))
        }
        extra.fill(&message)
        return message
    }

    private func export(
        _ package: StoredPackage, household: VERAKey?
    ) async throws -> VERAExport {
        guard package.state != .waiting else {
            throw Refusal(
                .packageWaiting, "expected a package that its citizen has confirmed")
        }
        let claims = try await archive.store.claims(of: package.consentID)
        // None either where they were deleted at this very moment.
        guard package.state == .confirmed, !claims.isEmpty else {
            throw Refusal(
                .packageEmptied,
                "expected a package whose data is still there: it was withdrawn, or its time is over"
            )
        }
        let request = try await archive.request(of: package)
        return VERAExport(
            key: VERAKey(id: package.consentID.text, organisation: organisation),
            reference: request.reference, verified: package.receivedAt, claims: claims,
            household: household)
    }
}
