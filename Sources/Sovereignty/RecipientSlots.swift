import BlueButton

/// How many deliveries are in hand, per recipient and in all: pure, so that it can be tested.
///
/// A slow recipient costs its own slots alone, and one that did not answer has a single slot until
/// it does. Recipients take turns, so that none is always last where all slots are taken.
struct RecipientSlots: Sendable {
    let perRecipient: Int
    let overall: Int
    private var held: [OIN: Set<DocumentID>] = [:]
    private var count = 0
    private var silent: Set<OIN> = []
    private var lastServed: OIN?

    init(perRecipient: Int = 4, overall: Int = 64) {
        self.perRecipient = perRecipient
        self.overall = overall
    }

    /// How an attempt ended, as far as its recipient is concerned.
    enum Ending: Sendable {
        case answered
        case silent
        /// Nothing was sent.
        case untried
    }

    /// How many more a recipient may have now.
    func free(for recipient: OIN) -> Int {
        let most = silent.contains(recipient) ? 1 : perRecipient
        return max(0, min(most - inHand(of: recipient), overall - count))
    }

    func inHand(of recipient: OIN) -> Int { held[recipient]?.count ?? 0 }

    /// Takes a slot; false where none is free or the release is in hand already.
    mutating func take(_ release: DocumentID, of recipient: OIN) -> Bool {
        guard free(for: recipient) > 0, held[recipient]?.contains(release) != true else {
            return false
        }
        held[recipient, default: []].insert(release)
        count += 1
        lastServed = recipient
        return true
    }

    /// Gives a slot back.
    mutating func giveBack(_ release: DocumentID, of recipient: OIN, _ ending: Ending) {
        guard held[recipient]?.remove(release) != nil else { return }
        if held[recipient]?.isEmpty == true { held[recipient] = nil }
        count -= 1
        switch ending {
        case .answered: silent.remove(recipient)
        case .silent: silent.insert(recipient)
        case .untried: break
        }
    }

    /// The recipients in the order of their turns: after the one that was served last.
    func turns(of recipients: [OIN]) -> [OIN] {
        let sorted = recipients.sorted { $0.digits < $1.digits }
        guard let lastServed else { return sorted }
        let first = sorted.firstIndex { $0.digits > lastServed.digits } ?? sorted.endIndex
        return Array(sorted[first...] + sorted[..<first])
    }
}
