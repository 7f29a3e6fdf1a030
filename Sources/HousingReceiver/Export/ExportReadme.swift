import DocumentCheck

/// The README of an export: what each file is, the commands that check it, and what VERA cannot say.
struct ExportReadme {
    let files: [String]
    let release: ReleaseFiles
    let vera: VERAFiles?

    /// Of one package.
    var text: String {
        let checks = OutsideChecks(
            program: "blauweknop-receiver", queries: release.queries, release: release.release)
        return """
            # A package and its evidence

            Written by `blauweknop-receiver packages export`. **It holds personal data**: keep it no
            longer than the consent says (`retention` in the terms of `request.jwt`), and delete it
            when the consent is withdrawn.

            \(EvidenceFiles.table(of: files))
            \(Self.section(vera))
            \(checks.text)
            """
    }

    /// Of a whole application, whose adults' packages lie in folders of their own.
    static func text(application vera: VERAFiles, adults: [String]) -> String {
        """
        # An application and its packages

        Written by `blauweknop-receiver applications export`. **It holds personal data.** Each folder
        is the package of one adult with its evidence, and has a README of its own; `vera/` here is
        the household. All of it verifies offline:

        ```
        blauweknop-receiver verify \(adults.joined(separator: " "))
        ```
        \(section(vera))
        """
    }

    private static func section(_ vera: VERAFiles?) -> String {
        guard let vera else { return "" }
        let rows = vera.all.map { "| `vera/\($0.name)` | `\(VERAFiles.schema(of: $0.name))` |" }
        return """

            ## In the shape of VERA

            Messages of the domain Relaties of VERA \(VERAExport.version), as its API takes them;
            the schemas are those of its description `Relaties.yaml`. Codes are VERA's reference data.

            | file | schema |
            |---|---|
            \(rows.joined(separator: "\n"))

            `idExtern` is the id of the package or the application in this program, with a suffix for
            a part; `idOrganisatie` the corporation's OIN, `code` its own reference. Nothing in these
            files is sealed: what they say is proven by the documents, not by them.

            What VERA cannot express stands in `extra-attributen`, VERA's own way for that, as texts:

            - **An income in dispute** (`inOnderzoek`), its status, and whether it is the
              verzamelinkomen or the belastbaar loon: VERA knows gross and net incomes. `BRU` is the
              nearest, and `IBR` says that it comes from the register of incomes. A negative income is
              a negative `bedrag`.
            - **That an income is at most a limit**, in the place of the income itself: `onder-…`, by
              the person. There is no `Inkomen` then.
            - **The address itself**: VERA's domain Vastgoed has it, Relaties only points there. So
              does **its secrecy** (`geheimhouding`) stand here: who takes the address over must take
              that over too.
            - **Dates known in part**, place and country of birth, and the full name.
            - **The income test**: VERA's `passendheidsoort` and `rekeninkomen` belong to a home that
              is let, which this program does not know.

            A BSN is never written here: the Woningwet allows it for the income test alone. Each file
            is valid against the schema named above; against VERA's `Relatie` (one of three, of which
            each takes what the others take) no document can be.

            In this export: \(names(vera.extra)).

            """
    }

    private static func names(_ extra: [String]) -> String {
        extra.isEmpty
            ? "nothing of the kind" : extra.map { "`\($0)`" }.joined(separator: ",\n")
    }
}
