package import OpenSSL

/// The commands of others, `openssl` and `jose`, that check the documents of a folder without this
/// project, as a README has them.
///
/// `demo-output/` and a corporation's export are such folders; what is not among the documents is
/// not among the commands.
package struct OutsideChecks: Sendable {
    private let overviewRows: [Int]
    private let queries: [String]
    private let release: UnixTime?
    private let program: String

    /// - Parameters:
    ///   - program: that of this project which whoever has the folder has too, and that verifies it.
    ///   - overviewRows: the rows of `overview.json` that carry a statement; none where there is no
    ///     overview.
    ///   - queries: those that `response.json` answers; none once the data is deleted.
    ///   - release: when the release was stored, where the response answers every query of the
    ///     request: OpenID4VP verifiers want that.
    package init(
        program: String = "blauweknop", overviewRows: [Int] = [], queries: [String],
        release: UnixTime?
    ) {
        self.program = program
        self.overviewRows = overviewRows
        self.queries = queries
        self.release = release
    }

    /// The sections of the README, from "With this project" on.
    package var text: String {
        var sections = [own, Self.tools]
        if !overviewRows.isEmpty { sections.append(overview) }
        sections.append(Self.registration)
        if !queries.isEmpty { sections.append(attestations) }
        sections.append(consent)
        if !queries.isEmpty { sections.append(Self.package) }
        sections += [Self.checkpoint, Self.entry, Self.receipt]
        if let release, !queries.isEmpty { sections.append(Self.presentations(at: release)) }
        return sections.joined(separator: "\n\n") + "\n"
    }

    private var own: String {
        """
        ## With this project

        ```
        \(program) verify .
        ```
        """
    }

    private var overview: String {
        let list = overviewRows.map(String.init).joined(separator: " ")
        return """
            The overview at its timestamp, and each statement in it, sealed by its source:

            ```sh
            stamped overview.json
            sealed overview.json service
            jose fmt -j overview.json -g payload -u - | jose b64 dec -i - > checked/overview
            for row in \(list); do
                jose fmt -j checked/overview -g sources -g $row -g statement -u - |
                    tr -d '\\n' > checked/statement.jwt
                sealed checked/statement.jwt sources
            done
            ```
            """
    }

    private var attestations: String {
        let list = queries.joined(separator: " ")
        return """
            Each attestation in the response: the part before the first `~`, sealed by its source.

            ```sh
            for query in \(list); do
                jose fmt -j response.json -g vp_token -g $query -g 0 -u - |
                    cut -d'~' -f1 | tr -d '\\n' > checked/attestation.jwt
                sealed checked/attestation.jwt sources
            done
            ```
            """
    }

    /// The consent, and that it is by the key of the attestations, where they are there.
    private var consent: String {
        let words =
            queries.isEmpty
            ? "The consent, by the key in its own header:"
            : """
            The consent, by the key in its own header; that this is the attestations' key (`cnf`) is
            the comparison that makes it the citizen's:
            """
        let comparison =
            queries.isEmpty
            ? "echo \"consent.jwt: the signature is good\""
            : """
            cut -d. -f2 checked/attestation.jwt | tr -d '\\n' | jose b64 dec -i - > checked/claims
            jose fmt -j checked/claims -g cnf -g jwk -o checked/cnf.jwk
            test "$(jose jwk thp -i checked/holder.jwk)" = "$(jose jwk thp -i checked/cnf.jwk)"
            echo "consent.jwt: signed by the key of the attestations"
            """
        return """
            \(words)

            ```sh
            header consent.jwt > checked/header
            jose fmt -j checked/header -g jwk -o checked/holder.jwk
            jose jws ver -i consent.jwt -k checked/holder.jwk -O checked/consent
            \(comparison)
            ```
            """
    }

    private static func presentations(at release: UnixTime) -> String {
        let seconds = release.seconds
        return """
            ## OpenID4VP, by PyPI's `polaris-oid4vp`

            It judges the response against the request, at the time of the release:

            ```
            polaris-oid4vp verdict --request request.jwt --vp-token response.json \\
                --issuer-trust-anchor trust/sources.pem \\
                --transaction-data-scope per_credential --now \(seconds)
            ```
            """
    }
}
