import StrictJSON

/// How far a figure of the limits file is to be believed.
struct LimitFigure {
    private enum Status: String {
        /// Read in a government publication.
        case official
        /// Read elsewhere, where the government's figure is repeated.
        case secondary
        /// Computed from other figures.
        case derived
        /// Not to be used as a fact.
        case unverified
    }

    /// `official`, or `secondary` without a conflict.
    let isConfirmed: Bool

    /// Reads `status`, `sources` and `conflict` beside the figure's own members.
    init(reading reader: JSONReader, with members: [String], sources: Set<String>) throws {
        try reader.close(members + ["status", "sources", "conflict"])
        guard let status = Status(rawValue: try reader.string("status")) else {
            throw LimitsFileError(
                .status, "expected a 'status' of official, secondary, derived, unverified")
        }
        let hasConflict = try reader.optionalString("conflict") != nil
        isConfirmed = status == .official || status == .secondary && !hasConflict
        let named = try reader.strings("sources")
        guard sources.isSuperset(of: named), Set(named).count == named.count else {
            throw LimitsFileError(.source, "expected 'sources' that the file lists, each once")
        }
        guard !isConfirmed || !named.isEmpty else {
            throw LimitsFileError(.source, "expected a source for a confirmed figure")
        }
    }

    /// Refuses a confirmed status where there is no figure.
    func refuseConfirmation() throws(LimitsFileError) {
        guard !isConfirmed else {
            throw LimitsFileError(.status, "expected a figure where the status is a confirmed one")
        }
    }

    /// One to 64 lower-case letters, digits and `-`, as names and versions have them.
    static func isWord(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
            }
    }
}
