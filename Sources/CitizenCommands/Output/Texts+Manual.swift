import PartySetup

/// What the manual page says beside the commands.
extension Texts {
    var manualVolume: String { text(nl: "Programma's voor iedereen", en: "User commands") }
    var manualName: String { text(nl: "NAAM", en: "NAME") }
    var manualSynopsis: String { text(nl: "GEBRUIK", en: "SYNOPSIS") }
    var manualDescription: String { text(nl: "BESCHRIJVING", en: "DESCRIPTION") }
    var manualCommands: String { text(nl: "OPDRACHTEN", en: "COMMANDS") }
    var manualCommand: String { text(nl: "opdracht", en: "command") }
    var manualOptions: String { text(nl: "opties", en: "options") }

    var manualAbout: String {
        text(
            nl: """
                Met dit programma ziet u welke organisaties gegevens over u hebben, en geeft u \
                alleen door wat u kiest.

                Uw sleutels staan in uw eigen map. Gegevens worden alleen hier geopend; de dienst \
                in het midden kan ze niet lezen.
                """,
            en: """
                With this program you see which organisations hold data about you, and hand over \
                only what you choose.

                Your keys are in a folder of your own. Data is opened here alone; the service in \
                the middle cannot read it.
                """)
    }

    /// All of it, and what `--help` says in this language.
    var manualWords: ManualWords {
        ManualWords(
            section: 1, volume: manualVolume, name: manualName, synopsis: manualSynopsis,
            description: manualDescription, commands: manualCommands, command: manualCommand,
            options: manualOptions, about: manualAbout, lists: manualLists,
            translate: { help($0) })
    }

    private var manualLists: [ManualWords.List] {
        [
            (
                text(nl: "VOORBEELDEN", en: "EXAMPLES"),
                [
                    (
                        "blauweknop overview --html overzicht.html",
                        text(
                            nl: "Vraag wie gegevens over u heeft, en bewaar het als pagina.",
                            en: "Ask who holds data about you, and keep it as a page.")
                    ),
                    (
                        "blauweknop verify overzicht.html",
                        text(
                            nl: "Controleer die pagina, ook later en zonder internet.",
                            en: "Check that page, also later and without the internet.")
                    ),
                    (
                        "blauweknop --generate-completion-script bash",
                        text(
                            nl: "Aanvullen met de tabtoets, voor bash, zsh of fish.",
                            en: "Completions for bash, zsh or fish.")
                    ),
                ]
            ),
            (
                text(nl: "OMGEVING", en: "ENVIRONMENT"),
                [
                    (
                        "BLAUWEKNOP_HOME",
                        text(
                            nl: "De map met uw sleutels en instellingen; anders "
                                + "$XDG_DATA_HOME/blauweknop of ~/.local/share/blauweknop.",
                            en: "The folder with your keys and settings; else "
                                + "$XDG_DATA_HOME/blauweknop or ~/.local/share/blauweknop.")
                    ),
                    (
                        "LANG",
                        text(
                            nl: "Begint dit met 'nl', dan is de tekst Nederlands, anders Engels.",
                            en: "Where it begins with 'nl' texts are Dutch, else English.")
                    ),
                    (
                        "TZ",
                        text(
                            nl: "De tijdzone; anders die van dit apparaat. In --json staan "
                                + "tijden in seconden sinds 1970, UTC.",
                            en: "The time zone; else that of this device. In --json times are "
                                + "seconds since 1970, UTC.")
                    ),
                    (
                        "NO_COLOR, TERM=dumb",
                        text(
                            nl: "Toon geen regels die veranderen.",
                            en: "Show no lines that change.")
                    ),
                ]
            ),
            (
                text(nl: "MELDINGEN", en: "MESSAGES"),
                [
                    (
                        text(nl: "blauweknop: fout: …", en: "blauweknop: error: …"),
                        text(
                            nl: "Wat er mis is; de code staat erachter, tussen haakjes.",
                            en: "What is wrong; its code stands behind it, in brackets.")
                    ),
                    (
                        text(nl: "blauweknop: tip: …", en: "blauweknop: hint: …"),
                        text(nl: "Wat u kunt doen.", en: "What you can do.")
                    ),
                ]
            ),
            (
                text(nl: "UITKOMST", en: "EXIT STATUS"),
                [
                    ("0", text(nl: "goed", en: "fine")),
                    ("1", text(nl: "geweigerd of niet geldig", en: "refused or invalid")),
                    ("2", text(nl: "verkeerd gebruikt", en: "usage")),
                    ("3", text(nl: "niet bereikbaar", en: "unreachable")),
                    ("4", text(nl: "niet ingelogd", en: "not logged in")),
                ]
            ),
        ]
    }
}
