/// The authentic income of one person in one tax year, as the Basisregistratie Inkomen holds it
/// (Algemene wet inzake rijksbelastingen, article 21).
package struct Income: Sendable, Hashable {
    /// Which figure it is: the assessed total, or the taxable wage where there was no assessment.
    package enum Kind: String, Sendable, CaseIterable {
        case verzamelinkomen
        case belastbaarLoon
    }

    /// How the figure came about: established once, or established again.
    package enum Status: String, Sendable, CaseIterable {
        case vastgesteld
        case herzien
    }

    /// Why the figure is under investigation (in onderzoek).
    package enum Ground: String, Sendable, CaseIterable {
        case bezwaar
        case beroep
        case terugmelding
    }

    /// What the figure follows from.
    package enum Source: String, Sendable, CaseIterable {
        case definitieveAanslag
        /// Raised afterwards (Algemene wet inzake rijksbelastingen, article 16).
        case navorderingsaanslag
        /// Lowered afterwards.
        case verminderingsbeschikking
        /// Where there was no assessment: what employers reported.
        case loonaangifte

        /// Whether a figure of this kind can follow from it.
        func yields(_ kind: Kind) -> Bool {
            (self == .loonaangifte) == (kind == .belastbaarLoon)
        }
    }

    package let taxYear: Int
    package let kind: Kind
    /// Whole euros; negative is possible.
    package let amount: Int64
    package let status: Status
    /// The day on which the figure was established, `YYYY-MM-DD`.
    package let establishedOn: String
    package let source: Source
    /// Present while the figure is under investigation.
    package let underInvestigation: Ground?

    package init(
        taxYear: Int, kind: Kind, amount: Int64, status: Status, establishedOn: String,
        source: Source? = nil, underInvestigation: Ground? = nil
    ) {
        self.taxYear = taxYear
        self.kind = kind
        self.amount = amount
        self.status = status
        self.establishedOn = establishedOn
        self.source = source ?? Self.usualSource(kind, status)
        self.underInvestigation = underInvestigation
    }

    private static func usualSource(_ kind: Kind, _ status: Status) -> Source {
        switch (kind, status) {
        case (.belastbaarLoon, _): .loonaangifte
        case (.verzamelinkomen, .vastgesteld): .definitieveAanslag
        case (.verzamelinkomen, .herzien): .navorderingsaanslag
        }
    }
}
