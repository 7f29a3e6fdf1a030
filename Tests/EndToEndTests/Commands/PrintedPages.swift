import PartySetup

/// What is special about the commands of the project's pages.
enum PrintedPages {
    /// A page of the project.
    static func text(_ path: String) throws -> String {
        try TextFile.text("\(Ground.root)/\(path)")
    }

    static let all = [readme, corporations, testers, running, server, certs]

    private static let up = PrintedPage.Handling.beside(
        ".build/debug/blauweknop-poc up", until: "All parties run")

    private static let readme = PrintedPage(
        path: "README.md",
        special: [
            "scripts/demo": .run(".build/debug/blauweknop-poc demo"),
            ".build/debug/blauweknop-poc up": up,
            "blauweknop login": .beside("blauweknop login", until: "browser to log in"),
            "blauweknop-poc sign-in 'ADDRESS'": .run(
                #"blauweknop-poc sign-in "$(last 'https://localhost:[^ ]+')" && await 'You are logged in'"#
            ),
            "blauweknop release 'LINK'": .run(
                #"blauweknop release "$(last 'openid4vp://[^ ]+')" --yes"#),
            "blauweknop withdraw ID": .run(
                #"blauweknop withdraw "$(blauweknop consents --json | grep -Eo '"id":"[^"]+"' | head -n 1 | cut -d'"' -f4)""#
            ),
        ])

    private static let corporations = PrintedPage(
        path: "docs/corporations.md",
        special: Dictionary(
            uniqueKeysWithValues: [
                #"export PATH="$PWD/.build/debug:$PATH""#,
                #"office="--config .blauweknop-poc/config/woonhaven.json""#,
                "blauweknop-receiver requests create $office --template daeb-toets --tax-year 2024 --reference W-2026-001",
                "blauweknop-receiver requests list $office", "blauweknop release 'LINK'",
                "blauweknop-receiver packages list $office",
                "blauweknop-receiver packages show $office ID",
                "blauweknop-receiver packages export $office ID --output export-ID",
                "blauweknop-receiver verify export-ID",
                "blauweknop-receiver applications create $office --template daeb-toets --tax-year 2024 --household meerpersoons --adults 2 --reference W-2026-002",
                "blauweknop-receiver applications show $office ID",
                "blauweknop-receiver applications export $office ID --output export-household",
            ].map { ($0, .left("CorporationPageTests run it, and look at what it says")) }
                + [
                    (
                        "blauweknop-receiver packages confirm --config FILE --response-code CODE --confirm BITS",
                        .left("a corporation's web front has the values; CommandTests try it")
                    )
                ]))

    private static let testers = PrintedPage(
        path: "docs/testers.md",
        before: [
            #"export PATH="$PWD/.build/debug:$PATH""#,
            "cp registries-mock/data/persons.csv testset.csv",
            "cp registries-mock/data/incomes.json incomes.json",
            #"control() { grep -o '"control" *: *[0-9]*' .blauweknop-poc/config/workbench.json | grep -Eo '[0-9]+$'; }"#,
            #"export BLAUWEKNOP_HOME="$PWD/.blauweknop-poc/citizen""#,
            #"""
            sign_in() {
                blauweknop login >login 2>&1 &
                waiting=$!
                for _ in $(seq 300); do
                    if grep -q 'https://.*/authorize' login; then break; fi
                    sleep 0.1
                done
                "$@" "$(grep -Eo 'https://[^ ]+/authorize[^ ]+' login | tail -n 1)"
                wait "$waiting"
            }
            """#,
            #"with_number() { cut -d';' -f3 testset.csv | sed -n 2p | blauweknop-poc sign-in --number "$1"; }"#,
        ],
        special: [
            "blauweknop-poc sign-in 'ADDRESS'": .run("sign_in blauweknop-poc sign-in"),
            "echo NUMBER | blauweknop-poc sign-in --number 'ADDRESS'": .run("sign_in with_number"),
            "blauweknop-poc sign-in --as kees-hofstra 'ADDRESS'": .run(
                "sign_in blauweknop-poc sign-in --as kees-hofstra"),
            "registries-mock serve --config $config/mocks.json bri registers digid trust-services &":
                .left("'up' runs; StoryTests start every party alone from such files"),
            "for party in brp bri registers; do blauweknop-gateway serve --config $config/$party.json & done":
                .left("as above"),
            "blauweknop-service serve --config $config/service.json &": .left("as above"),
            "for party in woonhaven stadswonen; do blauweknop-receiver serve --config $config/$party.json & done":
                .left("as above"),
            "scripts/setup": .left("it installs packages as root"),
            "swift build": .left("scripts/test has built"),
            "blauweknop-poc up": .left("the one with people, below, is run"),
            "blauweknop-poc up --persons testset.csv": .beside(
                "blauweknop-poc up --persons testset.csv", until: "All parties run"),
            "curl -T testset.csv -H 'Content-Type: text/csv' http://127.0.0.1:PORT/mock/personen":
                .run(
                    #"curl -sSf -T testset.csv -H 'Content-Type: text/csv' "http://127.0.0.1:$(control)/mock/personen""#
                ),
            "curl http://127.0.0.1:PORT/mock/personen/report": .run(
                #"curl -sSf "http://127.0.0.1:$(control)/mock/personen/report""#),
            "curl -T incomes.json -H 'Content-Type: application/json' http://127.0.0.1:PORT/mock/inkomens":
                .run(
                    #"curl -sSf -T incomes.json -H 'Content-Type: application/json' "http://127.0.0.1:$(control)/mock/inkomens""#
                ),
            "blauweknop-poc up --organisations-file my-organisations.json": .left(
                "one 'up' a page is run; OrganisationFileTests read such a file"),
            "blauweknop-poc fault-matrix [--source brp]": .left(
                "minutes; FaultMatrixTests run it"),
        ])

    private static let running = PrintedPage(
        path: "docs/running.md",
        special: [
            "registries-mock serve --config running/etc/mocks/mocks.json &": .beside(
                "registries-mock serve --config running/etc/mocks/mocks.json", until: "mock=brp")
        ].merging(
            [
                ("brp", "blauweknop-gateway", "brp/gateway", 8444),
                ("bri", "blauweknop-gateway", "bri/gateway", 8445),
                ("service", "blauweknop-service", "service/service", 8446),
                ("woonhaven", "blauweknop-receiver", "woonhaven/receiver", 8447),
            ].map { party, program, file, port in
                let command =
                    #"BLAUWEKNOP_DATA="$PWD/running/data/\#(party)" \#(program) serve --config running/etc/\#(file).json"#
                return ("\(command) &", .beside(command, until: "port=\(port)"))
            }
        ) { $1 })

    private static let server = PrintedPage(
        path: "docs/running/server.md",
        special: Dictionary(
            uniqueKeysWithValues: [
                (
                    "swift build -c release --static-swift-stdlib --product blauweknop-service",
                    "a release build takes minutes on end"
                ),
                (
                    "curl --cacert trust/tls.pem --cert keys/tls.pem --key keys/tls.key https://HOST:8444/v1/health",
                    "GatewaySurfaceTests ask with the operator's certificate"
                ),
            ].map { ($0, .left($1)) }
                + [
                    "adduser --system --group blauweknop",
                    "chown -R root:blauweknop /etc/blauweknop && chmod -R u=rwX,g=rX,o= /etc/blauweknop",
                    "runuser -u blauweknop -- blauweknop-service check-config --config /etc/blauweknop/service.json",
                    "systemctl enable --now blauweknop-service",
                    "systemctl stop blauweknop-service",
                    "runuser -u blauweknop -- blauweknop-service restore --config /etc/blauweknop/service.json --from FILE --replace",
                    "runuser -u blauweknop -- blauweknop-service serve --config /etc/blauweknop/service.json --accept-restored",
                ].map {
                    (
                        $0,
                        .left(
                            "as root, on a server; StoreCommandTests and OperatorTests run the programs"
                        )
                    )
                }))

    private static let certs = PrintedPage(
        path: "certs/README.md",
        before: [#"export PATH="$PWD/.build/debug:$PATH""#],
        special: [
            "blauweknop-poc pki --output FOLDER": .run("blauweknop-poc pki --output elsewhere"),
            "blauweknop-scheme directory seal --from ../directory.json --keys . --key scheme/seal.key --certificate scheme/seal.pem --trust trust --address brp=https://brp.example …one for each party… --previous directory.jwt --out next.jwt":
                .run(
                    "blauweknop-scheme directory seal --from ../directory.json --keys . --key scheme/seal.key --certificate scheme/seal.pem --trust trust $(for party in brp bri service woonhaven stadswonen digid tsa; do echo --address $party=https://$party.example; done) --previous directory.jwt --out next.jwt"
                ),
        ])
}
