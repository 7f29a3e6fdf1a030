import BlueButton
import IncomeRules

/// A kind of request that this corporation makes: what it asks, and under which terms.
///
/// Name and birth are always needed, so that the corporation knows whom it is about.
struct RequestTemplate: Sendable {
    /// What is asked about the income.
    enum Income: Sendable {
        /// The authentic income of the tax year.
        case amount
        /// Only whether it is at most the DAEB limit that goes with the tax year.
        case daebLimit
        /// The one or the other, as the citizen chooses: neither is needed.
        case amountOrDaebLimit
        /// Nothing.
        case nothing

        /// Whether it is about a limit, so that the household must be named whose limit that is.
        var hasLimit: Bool { self == .daebLimit || self == .amountOrDaebLimit }
    }

    let name: String
    let purposeText: LocalizedText
    let legalBasis: String
    /// An ISO 8601 duration.
    var retention = "P1Y"
    /// Claims of the register of persons that are needed beside name and birth.
    var needed: [ClaimPath] = []
    /// Claims of the register of persons that the citizen may leave out, all together.
    var optional: [ClaimPath] = []
    var income = Income.amount
    /// The test that the incomes are for; nil where none is asked.
    var rule: IncomeTest.Rule?
    /// The query whose key binding carries the terms; it is always a needed one.
    let termsQuery = "persoon"

    /// Fitting allocation: the income test before a home is let (Woningwet, article 46).
    ///
    /// The corporation needs the address, and the authentic income of one tax year.
    static let passendToewijzen = RequestTemplate(
        name: "passend-toewijzen",
        purposeText: LocalizedText(
            nl: "Passend toewijzen: toetsen of het inkomen bij de huur van de woning past.",
            en: "Fitting allocation: testing whether the income fits the rent of the home."),
        legalBasis: "Woningwet art. 46 lid 2; AVG art. 6 lid 1 onder c",
        needed: [ClaimPath("adres")], rule: .passend)

    /// Whether the income is at most the limit for social housing, and nothing else of it
    /// (Woningwet, article 48).
    static let binaireInkomenstoets = RequestTemplate(
        name: "binaire-inkomenstoets",
        purposeText: LocalizedText(
            nl: "Inkomenstoets: alleen of uw inkomen niet boven de grens voor sociale huur ligt.",
            en: "Income test: only whether your income is at most the limit for social housing."),
        legalBasis: "Woningwet art. 48 lid 1; AVG art. 6 lid 1 onder c", income: .daebLimit,
        rule: .daeb)

    /// The income itself for the test against that limit, as a household of more incomes needs it:
    /// they are added up. The address is an optional part.
    static let daebToets = RequestTemplate(
        name: "daeb-toets",
        purposeText: LocalizedText(
            nl: "DAEB-toets: toetsen of het inkomen van het huishouden past bij sociale huur.",
            en: "DAEB test: testing whether the household's income allows for social housing."),
        legalBasis: "Woningwet art. 48 lid 1; AVG art. 6 lid 1 onder c",
        optional: [ClaimPath("adres")], rule: .daeb)

    /// The income itself, or in its place only whether it is at most the limit for social housing: who
    /// lives alone and is under it need not show it.
    ///
    /// Both are optional parts, since the profile of queries has no sets with a choice: who shares
    /// neither gets no verdict.
    static let inkomenOfGrens = RequestTemplate(
        name: "inkomen-of-grens",
        purposeText: LocalizedText(
            nl: "Inkomenstoets: laat uw inkomen zien, of alleen dat het niet boven de grens voor "
                + "sociale huur ligt.",
            en: "Income test: show your income, or only that it is at most the limit for social "
                + "housing."),
        legalBasis: "Woningwet art. 48 lid 1; AVG art. 6 lid 1 onder c",
        income: .amountOrDaebLimit, rule: .daeb)

    /// Where an applicant lives, and nothing of the income.
    static let adres = RequestTemplate(
        name: "adres",
        purposeText: LocalizedText(
            nl: "Inschrijving als woningzoekende: vaststellen wie u bent en waar u woont.",
            en: "Registration as a home seeker: establishing who you are and where you live."),
        legalBasis: "Woningwet art. 46 lid 2; AVG art. 6 lid 1 onder b",
        needed: [ClaimPath("adres")], income: .nothing)

    static let all = [
        passendToewijzen, binaireInkomenstoets, daebToets, inkomenOfGrens, adres,
    ]

    /// The names of all templates, for messages.
    static let known = all.map(\.name).joined(separator: ", ")

    /// The template of a name.
    ///
    /// - Throws: `query-refused`, naming the templates there are.
    static func named(_ name: String) throws(Refusal) -> RequestTemplate {
        guard let template = all.first(where: { $0.name == name }) else {
            throw Refusal(.queryRefused, "expected 'template' to be one of: \(known)")
        }
        return template
    }

    /// What is asked for one tax year.
    ///
    /// - Parameter household: whose limit it is; for the templates that ask about one, and no other.
    /// - Throws: `malformed` for a household that is missing or too many.
    func query(taxYear: Int, household: Household? = nil) throws(Refusal) -> PresentationQuery {
        let person = CredentialQuery(
            id: "persoon", type: .brp,
            claims: [ClaimPath("naam"), ClaimPath("geboorte")] + needed)
        let incomes = try incomeQueries(taxYear: taxYear, household: household)
        let mayChoose = incomes.count > 1
        let needs = [person] + (mayChoose ? [] : incomes)
        var free = mayChoose ? incomes : []
        if !optional.isEmpty {
            free.append(CredentialQuery(id: "adres", type: .brp, claims: optional))
        }
        return try PresentationQuery(
            queries: needs + free,
            sets: [.init(queries: needs.map(\.id), isRequired: true)]
                + free.map { .init(queries: [$0.id], isRequired: false) })
    }

    /// What is asked about the income: nothing, one query, or two of which the citizen takes one.
    private func incomeQueries(
        taxYear: Int, household: Household?
    ) throws(Refusal) -> [CredentialQuery] {
        guard income.hasLimit == (household != nil) else {
            throw Refusal(
                .malformed,
                income.hasLimit
                    ? "expected 'household' to be one of: \(Household.known), for '\(name)'"
                    : "expected no 'household' for the template '\(name)'")
        }
        var queries: [CredentialQuery] = []
        if income == .amount || income == .amountOrDaebLimit {
            queries.append(
                CredentialQuery(
                    id: "inkomen", type: .bri, claims: [ClaimPath("inkomen-\(taxYear)")]))
        }
        if let household {
            queries.append(
                CredentialQuery(
                    id: "grens", type: .bri,
                    claims: [ClaimPath(household.daebClaim(incomeOf: taxYear))]))
        }
        return queries
    }

    /// The terms under which a recipient asks this, for the first of its purposes in the directory
    /// that covers the query.
    ///
    /// - Throws: `claims-not-accredited` where none does.
    func terms(
        of recipient: DirectoryRecipient, asking query: PresentationQuery, site: Site
    ) throws(Refusal) -> ConsentTerms {
        let purpose = recipient.purposes.keys.sorted().first { term in
            query.queries.allSatisfy { asked in
                Set(asked.claims).isSubset(of: recipient.purposes[term]?[asked.type] ?? [])
            }
        }
        guard let purpose else {
            throw Refusal(
                .claimsNotAccredited, "expected claims that the directory lets us ask")
        }
        return ConsentTerms(
            credentialID: termsQuery, recipient: recipient.oin, recipientName: recipient.name,
            purpose: purpose, purposeText: purposeText, legalBasis: legalBasis,
            retention: retention, notice: site.notice, withdrawal: site.withdrawals)
    }
}
