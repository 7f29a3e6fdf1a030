import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing

@testable import HousingReceiver

/// What may be exported, and what is refused: only data that is there and confirmed.
struct ExportDeskTests {
    private let corporation: Corporation
    private let desk: ExportDesk
    private let applicant: Applicant

    init() async throws {
        corporation = try await Corporation()
        desk = ExportDesk(
            archive: corporation.archive, applications: corporation.applications)
        applicant = try Applicant(corporation.world)
    }

    private func release() async throws -> Release {
        try applicant.release(to: try await corporation.request())
    }

    @Test func `a confirmed package is exported with every claim`() async throws {
        let release = try await release()
        try await corporation.receive(release, of: applicant)
        let json = JSONReader(.object(try await desk.package(release.consent.id.text)))
        #expect(try json.string("vera") == VERAExport.version)
        let person = try json.object("natuurlijk_persoon")
        #expect(try person.string("idExtern") == release.consent.id.text)
        #expect(try person.string("idOrganisatie") == "00000099000000000201")
        #expect(try person.string("geslachtsnaam") == "Jansen")
        #expect(try json.array("inkomens").map { try $0.integer("bedrag") } == [24_100])
        let extra = try ExtraAttributes.names(in: json.object("relatie_adres"))
        #expect(extra.contains("adres.geheimhouding") && extra.contains("adres.straat"))
    }

    @Test func `a package that waits is not exported`() async throws {
        let release = try await release()
        try await corporation.deliver(release, of: applicant)
        #expect(await refusal(of: release) == "package-waiting")
    }

    @Test(arguments: PackageState.allCases.filter { !$0.hasData })
    func `a package whose data is deleted is not exported`(_ state: PackageState) async throws {
        let release = try await release()
        let end = corporation.clock.now + 400 * 86_400
        switch state {
        case .unconfirmed:
            try await corporation.deliver(release, of: applicant)
            _ = try await corporation.store.sweep(at: end)
        case .withdrawn:
            try await corporation.receive(release, of: applicant)
            _ = try await corporation.withdrawals.receive(
                Withdrawal.sign(
                    release.consent, holderKey: applicant.holderKey, at: corporation.clock.now))
        default:
            try await corporation.receive(release, of: applicant)
            _ = try await corporation.store.sweep(at: end)
        }
        let stored = try await corporation.store.package(release.consent.id)
        #expect(stored?.state == state)
        #expect(await refusal(of: release) == "package-emptied")
    }

    @Test(arguments: ["", "x", "AAAAAAAAAAAAAAAAAAAAAA", "../requests"])
    func `what is not there is not exported`(_ id: String) async throws {
        #expect(await code { _ = try await desk.package(id) } == "missing")
        #expect(await code { _ = try await desk.application(id) } == "request-unknown")
    }

    @Test func `an application is exported once every adult has shared, and no longer after`()
        async throws
    {
        let standing = try await corporation.applications.make(
            ApplicationDesk.Order(
                template: "daeb-toets", taxYear: 2024, household: "meerpersoons",
                isElderly: false, adults: 2, reference: "W-2"))
        let id = standing.application.id.text
        #expect(await code { _ = try await desk.application(id) } == "application-incomplete")
        let first = try await corporation.share(20_000, to: standing.adults[0].request)
        #expect(await code { _ = try await desk.application(id) } == "application-incomplete")
        let second = try await corporation.share(
            -5, to: standing.adults[1].request, as: "Noor Jansen")
        let json = JSONReader(.object(try await desk.application(id)))
        let adults = try json.array("adults")
        #expect(
            try adults.map { try $0.string("package") }
                == [first, second].map(\.consent.id.text))
        #expect(
            try adults.map { try $0.array("inkomens")[0].integer("bedrag") } == [20_000, -5])
        let group = try json.object("relatiegroep")
        #expect(try group.string("idExtern") == id && group.string("code") == "W-2")
        #expect(
            try group.array("relaties").map { try $0.string("idExtern") }
                == [first, second].map(\.consent.id.text))
        for adult in adults {
            let groups = try adult.object("natuurlijk_persoon").array("groepen")
            #expect(try groups.map { try $0.string("idExtern") } == [id])
        }
        #expect(try ExtraAttributes.names(in: group).contains("inkomenstoets.outcome"))
        _ = try await corporation.store.sweep(at: corporation.clock.now + 400 * 86_400)
        #expect(await code { _ = try await desk.application(id) } == "application-incomplete")
    }

    private func refusal(of release: Release) async -> String? {
        await code { _ = try await desk.package(release.consent.id.text) }
    }
}
