import BlueButton

/// A kind of request that this corporation makes: what it asks, and under which terms.
struct RequestTemplate: Sendable {
    let name: String
    let purposeText: LocalizedText
    let legalBasis: String
    /// An ISO 8601 duration.
    let retention: String
    /// The query whose key binding carries the terms.
    let termsQuery: String

    /// Fitting allocation: the income test before a home is let (Woningwet, article 46).
    ///
    /// The corporation needs name and birth to know whom it is about, the address, and the
    /// authentic income of one tax year.
    static let passendToewijzen = RequestTemplate(
        name: "passend-toewijzen",
        purposeText: LocalizedText(
            nl: "Passend toewijzen: toetsen of het inkomen bij de huur van de woning past.",
            en: "Fitting allocation: testing whether the income fits the rent of the home."),
        legalBasis: "Woningwet art. 46 lid 2; AVG art. 6 lid 1 onder c",
        retention: "P1Y", termsQuery: "persoon")

    static let all = [passendToewijzen]

    /// The template of a name.
    ///
    /// - Throws: `query-refused`, naming the templates there are.
    static func named(_ name: String) throws(Refusal) -> RequestTemplate {
        guard let template = all.first(where: { $0.name == name }) else {
            let known = all.map(\.name).joined(separator: ", ")
            throw Refusal(.queryRefused, "expected 'template' to be one of: \(known)")
        }
        return template
    }

    /// What is asked for one tax year: both parts are needed.
    func query(taxYear: Int) throws(Refusal) -> PresentationQuery {
        try PresentationQuery(
            queries: [
                CredentialQuery(
                    id: "persoon", type: .brp,
                    claims: [ClaimPath("naam"), ClaimPath("geboorte"), ClaimPath("adres")]),
                CredentialQuery(
                    id: "inkomen", type: .bri, claims: [ClaimPath("inkomen-\(taxYear)")]),
            ],
            sets: [.init(queries: ["persoon", "inkomen"], isRequired: true)])
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
