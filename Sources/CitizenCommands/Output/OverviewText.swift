import BlueButton
import PlainWords

/// An overview as a citizen reads it in a terminal: how many hold data, who holds what, since when,
/// why, how long and who else gets it; who holds none; of whom it is not known, and what to do.
///
/// One thing per line and its name before it, so that it reads as well by ear as by eye.
struct OverviewText {
    let account: OverviewAccount
    let zone: LocalZone
    private let words: OverviewWords

    init(_ account: OverviewAccount, zone: LocalZone = .utc) {
        self.account = account
        self.zone = zone
        words = OverviewWords(account.language)
    }

    var lines: [String] {
        summary + holders + holdingNothing + unanswered + [""]
            + Wrapping.lines(words.noValues) + [""] + seal
    }

    private var summary: [String] {
        let counts = [
            words.holding(account.holders.count),
            words.holdingNothing(account.holdingNothing.count),
            words.unanswered(account.unanswered.count),
        ]
        return [words.title, "", words.asked(account.answers.count)] + counts.map { "- \($0)" }
    }

    private var holders: [String] {
        account.holders.flatMap { holder in
            ["", holder.name]
                + holder.groups.enumerated().flatMap { place, group in
                    (place == 0 ? [] : [""]) + lines(of: group)
                } + command(for: holder)
        }
    }

    /// How to see what an organisation holds: on a line of its own, to be copied.
    private func command(for holder: OverviewAccount.Holder) -> [String] {
        guard let name = holder.shortName else { return [] }
        return ["", "  \(words.seeThem):", "    \(words.command(for: name))"]
    }

    private func lines(of group: OverviewAccount.Group) -> [String] {
        let others =
            group.recipients.isEmpty
            ? words.nobodyElse : group.recipients.joined(separator: ", ")
        let rows = [
            (words.whatData, group.kinds.map { words.kind($0) }), (words.why, [group.purpose]),
            (words.law, [group.legalBasis]), (words.howLong, [group.retention ?? words.noEnd]),
            (words.whoElse, [others]),
        ]
        return LabelledRows(rows).lines
    }

    private var holdingNothing: [String] {
        guard !account.holdingNothing.isEmpty else { return [] }
        return ["", words.holdingNothingTitle]
            + account.holdingNothing.flatMap { Wrapping.item($0) }
    }

    private var unanswered: [String] {
        guard !account.unanswered.isEmpty else { return [] }
        return ["", words.unansweredTitle] + Wrapping.lines(words.unansweredMeaning)
            + account.unanswered.flatMap { row in
                ["", row.name] + Wrapping.lines(words.reason(row), indent: "  ")
                    + Wrapping.lines(
                        "\(words.whatYouCanDo): \(words.advice(row))", indent: "  ")
            }
    }

    private var seal: [String] {
        let texts = Texts(account.language, zone: zone)
        let timestamp =
            account.timestamp.map {
                words.timestamped(by: $0.authority, at: texts.time($0.time))
            } ?? words.noTimestamp
        return Wrapping.lines(
            words.sealed(by: account.service, at: texts.time(account.sealedAt)))
            + Wrapping.lines(timestamp)
    }
}
