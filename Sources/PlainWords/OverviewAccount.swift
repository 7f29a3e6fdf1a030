package import BlueButton
package import OpenSSL
import Trust

/// What an overview tells a citizen, sorted by what they want to know: who holds data and which,
/// who holds none, and who could not be asked.
///
/// Made of a verified overview; every organisation of it stands in exactly one of the three. All
/// texts are safe to show.
package struct OverviewAccount: Sendable {
    /// An organisation that holds data.
    package struct Holder: Sendable {
        package let name: String
        package let groups: [Group]

        /// How many kinds of data.
        package var kinds: Int { groups.reduce(0) { $0 + $1.kinds.count } }
        /// Since when it holds the oldest of them, as far as it says.
        package let earliest: String?
        /// The short name by which `data` shows what it holds; nil where it gives no data that way.
        package var shortName: String?
    }

    /// Kinds of data that are held for the same reason, under the same law, as long, and with the
    /// same others: what is the same for all is told once.
    package struct Group: Sendable {
        package let kinds: [Kind]
        package let purpose: String
        package let legalBasis: String
        /// How long, in words; nil where no end is set.
        package let retention: String?
        package let recipients: [String]
    }

    /// A kind of data.
    package struct Kind: Sendable {
        package let label: String
        package let records: Int64
        /// Since when, in words; nil where the source does not know.
        package let since: String?
        /// When last changed, in words; nil where the source does not know.
        package let updated: String?
    }

    /// An organisation of which it is not known whether it holds data.
    package struct Unanswered: Sendable {
        package let name: String
        package let reason: OverviewRow.Reason.Code
        /// Whether the service says that the organisation would not answer, and nobody else does.
        package let isWordOfService: Bool
    }

    /// The order of the answers, for who shows one line per organisation.
    package enum Answer: Sendable {
        case holds(Holder)
        case holdsNothing(name: String)
        case unanswered(Unanswered)
    }

    package let language: Language
    /// Every organisation, in the overview's order.
    package let answers: [Answer]
    /// Who sealed the overview.
    package let service: String
    package let sealedAt: UnixTime
    /// Whose timestamp it has, and its time; nil where it has none.
    package let timestamp: (authority: String, time: UnixTime)?

    package init(_ overview: Overview, directory: Directory, language: Language) {
        self.init(
            overview.rows.map { Self.answer($0, directory, language) },
            service: DisplayText(directory.service.name).text,
            sealedAt: overview.identity.issuedAt,
            timestamp: overview.timestamp.map { timestamp in
                let name = timestamp.certificates.first.flatMap(\.commonName) ?? ""
                return (DisplayText(name).text, timestamp.time)
            }, language: language)
    }

    init(
        _ answers: [Answer], service: String, sealedAt: UnixTime,
        timestamp: (authority: String, time: UnixTime)?, language: Language
    ) {
        self.language = language
        self.answers = answers
        self.service = service
        self.sealedAt = sealedAt
        self.timestamp = timestamp
    }

    package var holders: [Holder] {
        answers.compactMap { if case .holds(let holder) = $0 { holder } else { nil } }
    }

    package var holdingNothing: [String] {
        answers.compactMap { if case .holdsNothing(let name) = $0 { name } else { nil } }
    }

    package var unanswered: [Unanswered] {
        answers.compactMap { if case .unanswered(let row) = $0 { row } else { nil } }
    }

    private static func answer(
        _ row: OverviewRow, _ directory: Directory, _ language: Language
    ) -> Answer {
        let name = DisplayText(row.name).text
        switch row.outcome {
        case .answered(let statement) where statement.holds:
            let listed = directory.sources.first { $0.oin == row.source }
            let givesData = listed?.credentialTypes.isEmpty == false
            let dates = statement.holdings.compactMap(\.since).sorted()
            return .holds(
                Holder(
                    name: name, groups: groups(of: statement.holdings, language),
                    earliest: dates.first.map { DateWords.text($0, language) },
                    shortName: givesData ? listed.map { DisplayText($0.slug).text } : nil))
        case .answered:
            return .holdsNothing(name: name)
        case .unavailable(let reason):
            return .unanswered(
                Unanswered(name: name, reason: reason.code, isWordOfService: false))
        case .refused(let reason):
            return .unanswered(
                Unanswered(name: name, reason: reason.code, isWordOfService: true))
        }
    }

    private static func groups(of holdings: [Holding], _ language: Language) -> [Group] {
        var groups: [[Holding]] = []
        for holding in holdings {
            let place = groups.firstIndex { other in
                other[0].purpose == holding.purpose && other[0].legalBasis == holding.legalBasis
                    && other[0].retention == holding.retention
                    && other[0].recipients == holding.recipients
            }
            if let place { groups[place].append(holding) } else { groups.append([holding]) }
        }
        return groups.map { holdings in
            let common = holdings[0]
            return Group(
                kinds: holdings.map { kind($0, language) },
                purpose: DisplayText(common.purpose[language]).text,
                legalBasis: DisplayText(common.legalBasis).text,
                retention: common.retention.map { DurationText.text($0, language) },
                recipients: common.recipients.map { DisplayText($0).text })
        }
    }

    private static func kind(_ holding: Holding, _ language: Language) -> Kind {
        Kind(
            label: DisplayText(holding.label[language]).text, records: holding.records,
            since: holding.since.map { DateWords.text($0, language) },
            updated: holding.updated.map { DateWords.text($0, language) })
    }
}
