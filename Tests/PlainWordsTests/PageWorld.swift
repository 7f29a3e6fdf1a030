import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import Trust

@testable import PlainWords

/// Overviews of the world's two sources, with what a test says that they answered.
struct PageWorld {
    let world: ReleaseWorld

    init() throws {
        world = try ReleaseWorld.shared.get()
    }

    /// A holding of the BRP.
    func holding(
        label: String = "Adres", purpose: String = "Taak", legalBasis: String = "Wet BRP",
        since: String? = "1988-03-04", updated: String? = nil, retention: String? = "P110Y",
        recipients: [String] = []
    ) throws -> Holding {
        Holding(
            category: try world.directory.source(slug: "brp").categories[0],
            label: LocalizedText(nl: label, en: label), records: 2, since: since,
            updated: updated, purpose: LocalizedText(nl: purpose, en: purpose),
            legalBasis: legalBasis, retention: retention, recipients: recipients)
    }

    /// A sealed overview: the BRP holds these, the BRI gave what `other` says, or holds nothing.
    func received(
        _ holdings: [Holding], other: OverviewRow.Outcome? = nil, isStamped: Bool = true
    ) throws -> (overview: Overview, bytes: [UInt8]) {
        let mandate = try Mandate.make(
            .holdings, directory: world.directory.hash, token: "token", key: P256PrivateKey(),
            at: world.time)
        let rows = try world.directory.sources.map { source in
            let text = try HoldingsStatement.seal(
                source.slug == "brp" ? holdings : [], answering: mandate,
                by: world.sealer(source.slug), at: world.time)
            let outcome = OverviewRow.Outcome.answered(
                try HoldingsStatement.verify(
                    text, from: source, to: mandate, trust: world.trust, at: world.time))
            let isOther = source.slug == "bri" && other != nil
            return OverviewRow(
                source: source.oin, name: source.name, askedAt: world.time,
                answeredAt: isOther ? nil : world.time,
                outcome: isOther ? other ?? outcome : outcome)
        }
        let sealed = try Overview.seal(
            rows, subject: "subject", mandate: mandate, by: world.sealer("service"),
            at: world.time)
        let bytes = isStamped ? Array(try world.stamped(sealed).utf8) : sealed.bytes()
        let overview = try Overview.verify(
            bytes, directory: { [world] (_, _) throws(Refusal) in world.directory },
            trust: world.trust, at: world.time)
        return (overview, bytes)
    }

    /// The account of an overview.
    func account(_ overview: Overview, _ language: Language = .nl) -> OverviewAccount {
        OverviewAccount(overview, directory: world.directory, language: language)
    }

    /// The page of an overview.
    func page(
        _ received: (overview: Overview, bytes: [UInt8]), _ language: Language = .nl
    ) -> OverviewPage {
        OverviewPage(
            account(received.overview, language),
            evidence: PageEvidence(
                overview: received.overview, bytes: received.bytes, directory: world.directory,
                revocationLists: world.trust.revocationLists))
    }
}
