import BlueButton
import PartySetup

/// What `--help` and the manual page say of commands and options.
///
/// The parser of arguments knows one language, so the English stands with the commands; here is
/// the Dutch of each paragraph.
extension Texts {
    /// A text of a command in this language; a paragraph without translation as it is.
    func help(_ english: String) -> String {
        let paragraphs = english.split(separator: "\n\n").map { paragraph in
            paragraph.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        }
        return paragraphs.map { text(nl: Self.dutchHelp[$0] ?? $0, en: $0) }
            .joined(separator: "\n\n")
    }

    /// Whether each paragraph of a command's text has its Dutch.
    static func isTranslated(_ english: String) -> Bool {
        english.isEmpty || Texts(.nl).help(english) != Texts(.en).help(english)
    }

    /// What a value is called where a command's form is shown: `BESTAND` for `OUTPUT`.
    func valueName(_ english: String) -> String {
        text(nl: Self.dutchValues[english] ?? english, en: english)
    }

    /// The form of an argument or option, the name of its value in this language.
    func form(_ argument: CommandDescription.Argument) -> String {
        argument.form.split(separator: " ").map { valueName(String($0)) }.joined(separator: " ")
    }

    private static let dutchValues = [
        "SOURCE": "ORGANISATIE", "PATHS": "BESTANDEN", "LANGUAGE": "TAAL", "OUTPUT": "BESTAND",
        "PASSPHRASE-FILE": "BESTAND", "NEW-PASSPHRASE-FILE": "BESTAND", "HTML": "BESTAND",
        "RECEIPT": "BESTAND", "KEY": "BESTAND", "TRUST": "MAP", "AT": "TIJD", "GRANT": "DEEL",
        "WAIT": "SECONDEN", "ID": "NUMMER",
    ]

    /// What `-h` does, which every command has.
    var helpOption: String { text(nl: "Toon deze hulp.", en: "Show this help.") }

    var manualValues: String { text(nl: "waarden", en: "arguments") }

    private static let dutchHelp = ofCommands.merging(ofOptions) { first, _ in first }

    private static let ofOptions: [String: String] = [
        "Show the version.":
            "Toon de versie van dit programma.",
        "Write the answer as JSON, and nothing else.":
            "Schrijf het antwoord als JSON, en niets anders.",
        "The language: nl or en; else that of LANG.":
            "De taal: nl of en; anders die van LANG.",
        "A file, or a descriptor such as /dev/fd/3, with the passphrase on its first line.":
            "Een bestand, of bijvoorbeeld /dev/fd/3, met de wachtzin op de eerste regel.",
        "Save the sealed document in this file.":
            "Bewaar het verzegelde document in dit bestand.",
        "Save the overview as one page for a browser in this file. It works offline and carries "
            + "the sealed document, so 'blauweknop verify' accepts the page as well.":
            "Bewaar het overzicht in dit bestand, als pagina voor een browser. De pagina werkt "
            + "zonder internet en bevat het verzegelde document, dus 'blauweknop verify' "
            + "controleert haar ook.",
        "Do not show who is being asked, such as for a screen reader.":
            "Toon niet wie er wordt gevraagd, bijvoorbeeld voor een schermlezer.",
        "The organisation's short name, such as brp or bri.":
            "De korte naam van de organisatie, zoals brp of bri.",
        "The link that the organisation gave you (openid4vp://…).":
            "De link die u van de organisatie kreeg (openid4vp://…).",
        "An optional part that you share as well, by its id; may be repeated.":
            "Een deel dat u mag weglaten en toch deelt; mag vaker.",
        "Prove to be under the limit instead of showing the income, where you may choose.":
            "Bewijs dat u onder de grens zit en toon uw inkomen niet, waar u dat mag kiezen.",
        "Share without being asked.":
            "Deel zonder dat het u wordt gevraagd.",
        "Do it without being asked.":
            "Doe het zonder dat het u wordt gevraagd.",
        "Share nothing; your data is not even fetched.":
            "Deel niets; uw gegevens worden niet eens opgehaald.",
        "How many seconds to wait for the delivery.":
            "Hoeveel seconden op de aflevering wordt gewacht.",
        "Keep the organisation's sealed receipt, as proof for you, in this file.":
            "Bewaar het verzegelde ontvangstbewijs van de organisatie in dit bestand, als bewijs "
            + "voor u.",
        "Do not confirm; show the address, to open it yourself.":
            "Bevestig niet; toon het adres, zodat u het zelf opent.",
        "The consent's number, as 'blauweknop consents' shows it.":
            "Het nummer van de toestemming, zoals 'blauweknop consents' het toont.",
        "The entry's id, as 'blauweknop log' shows it.":
            "Het nummer van de regel, zoals 'blauweknop log' het toont.",
        "Files, or folders such as demo-output/.":
            "Bestanden, of mappen zoals demo-output/.",
        "The folder with anchors and revocation lists.":
            "De map met ankers en lijsten van ingetrokken certificaten.",
        "The time that counts, such as 2026-11-23T03:31:41Z.":
            "De tijd die telt, zoals 2026-11-23T03:31:41Z.",
        "A file with the request's private key, to open the package with.":
            "Een bestand met de geheime sleutel van het verzoek, om het pakket te openen.",
        "A file, or a descriptor such as /dev/fd/4, with the new one on its first line.":
            "Een bestand, of bijvoorbeeld /dev/fd/4, met de nieuwe op de eerste regel.",
        "Without knowing it: the login and the keys under it are lost.":
            "Zonder hem te weten: de login en de sleutels eronder gaan verloren.",
    ]

    private static let ofCommands: [String: String] = [
        "See who holds your data. Hand over only what you choose.":
            "Zie wie gegevens over u heeft. Geef alleen door wat u kiest.",
        "Start here: 'blauweknop login', then 'blauweknop overview'. What a command does and "
            + "which options it has: 'blauweknop help overview'.":
            "Begin hier: 'blauweknop login', daarna 'blauweknop overview'. Wat een opdracht doet "
            + "en welke opties die heeft: 'blauweknop help overview'.",
        "Exit codes: 0 fine, 1 refused or invalid, 2 usage, 3 unreachable, 4 not logged in. "
            + "What is remembered stands in $BLAUWEKNOP_HOME.":
            "Uitkomst: 0 goed, 1 geweigerd of niet geldig, 2 verkeerd gebruikt, 3 niet "
            + "bereikbaar, 4 niet ingelogd. Wat wordt onthouden, staat in $BLAUWEKNOP_HOME.",
        "Log in: shows the address of the login page and waits for you to come back.":
            "Log in: toont het adres van de inlogpagina en wacht tot u terug bent.",
        "A login that was there before is ended. A login lasts an hour at most.":
            "Een eerdere login wordt beëindigd. Een login duurt hoogstens een uur.",
        "Log out: the session's key and tokens are deleted.":
            "Log uit: de sleutel en de bewijzen van de login worden gewist.",
        "They are deleted here first, whatever else happens; then the login provider is told. "
            + "Where it cannot be, the command says so: nothing can be done with the login any "
            + "more, since its key is gone.":
            "Ze worden eerst hier gewist, wat er ook gebeurt; daarna hoort de inlogdienst het. "
            + "Lukt dat niet, dan leest u dat: met de login kan niemand meer iets, want de "
            + "sleutel is weg.",
        "Ask all organisations what data they hold about you.":
            "Vraag alle organisaties welke gegevens zij over u hebben.",
        "Shows who holds what kind of data about you, since when, why, how long and who else "
            + "gets it; and of whom it is not known, with what you can do.":
            "Toont wie welke soort gegevens over u heeft, sinds wanneer, waarom, hoe lang en "
            + "wie ze nog meer krijgt; en van wie we het niet weten, met wat u kunt doen.",
        "On a terminal you see who is being asked, and for how long already. The service "
            + "answers for all organisations at once.":
            "In een terminal ziet u wie er wordt gevraagd, en hoe lang al. De dienst antwoordt "
            + "voor alle organisaties tegelijk.",
        "With --json the sealed document itself is written.":
            "Met --json wordt het verzegelde document zelf geschreven.",
        "Show the data that one organisation holds about you.":
            "Toon de gegevens die één organisatie over u heeft.",
        "The data comes sealed by the organisation, is opened here and is not kept. What is "
            + "disputed or confidential is marked.":
            "De gegevens komen verzegeld van de organisatie, worden hier geopend en niet "
            + "bewaard. Bij wat in onderzoek of geheim is, staat dat.",
        "Look at what an organisation asks of you.":
            "Bekijk wat een organisatie van u vraagt.",
        "Show who asks what, for what and for how long. Nothing is shared.":
            "Toon wie wat vraagt, waarvoor en voor hoe lang. Er wordt niets gedeeld.",
        "Show a request, give consent, and share what it asks for.":
            "Toon een verzoek, geef toestemming en deel wat er wordt gevraagd.",
        "Decide on a request: see who asks what, see the values, then share or not.":
            "Beslis over een verzoek: zie wie wat vraagt, zie uw gegevens, en deel wel of niet.",
        "At a terminal the program leads you: it shows who asks what and why, and your actual "
            + "data; what you may leave out is left out unless you tick it; at the end it sums up "
            + "and asks. Anything but 'yes' or 'ja' shares nothing.":
            "In een terminal leidt het programma u: het toont wie wat vraagt en waarom, en uw "
            + "echte gegevens; wat u mag weglaten, blijft weg tenzij u het aankruist; aan het "
            + "eind vat het samen en vraagt het u. Alles behalve 'ja' of 'yes' deelt niets.",
        "Without a terminal nobody can be asked: say --yes or --refuse. A pipe is no terminal.":
            "Zonder terminal kan niemand iets worden gevraagd: geef --yes of --refuse. Een pijp "
            + "is geen terminal.",
        "The organisation uses what you share only after you confirmed it at its own address; "
            + "the program opens that for you.":
            "De organisatie gebruikt wat u deelt pas als u het op haar eigen adres hebt "
            + "bevestigd; het programma opent dat voor u.",
        "Confirm what you shared, so that the organisation may use it.":
            "Bevestig wat u hebt gedeeld, zodat de organisatie het mag gebruiken.",
        "'blauweknop release' does this itself where the package arrives while it waits. What "
            + "is not confirmed is deleted when the organisation's request ends.":
            "'blauweknop release' doet dit zelf als het pakket aankomt terwijl het wacht. Wat "
            + "niet is bevestigd, wordt gewist als het verzoek van de organisatie eindigt.",
        "List what you shared, with whom and when.":
            "Toon wat u hebt gedeeld, met wie en wanneer.",
        "List what you shared, with whom, what for and when.":
            "Toon wat u hebt gedeeld, met wie, waarvoor en wanneer.",
        "The list is the service's; what was released on this device and is not in it is listed "
            + "too, and said to be missing there.":
            "De lijst is die van de dienst; wat op dit apparaat is gedeeld en er niet in staat, "
            + "staat er ook bij, met de melding dat het daar ontbreekt.",
        "Withdraw a consent.":
            "Trek een toestemming in.",
        "The service stops what it has not sent. Where this device holds the key, it tells the "
            + "organisation itself as well, whatever the service does; else the service does that.":
            "De dienst stopt wat nog niet is verstuurd. Heeft dit apparaat de sleutel, dan "
            + "hoort de organisatie het ook van hier, wat de dienst ook doet; anders doet de "
            + "dienst dat.",
        "See who asked what about you, when and why.":
            "Zie wie wat over u heeft gevraagd, wanneer en waarom.",
        "Without a further command it lists the entries, as 'log list' does.":
            "Zonder verdere opdracht toont het de regels, zoals 'log list'.",
        "List every entry about you; each proof is checked.":
            "Toon elke regel over u; elk bewijs wordt gecontroleerd.",
        "Destroy what an entry says about you; the log stays whole.":
            "Wis wat een regel over u zegt; het logboek blijft heel.",
        "Check documents, or a whole folder of them, offline.":
            "Controleer documenten, of een hele map ervan, zonder internet.",
        "A checklist by document: 'ok', 'WRONG' with what is wrong and its code, 'absent' for what "
            + "could not be checked, with the time that counts and the anchor to which each seal leads. "
            + "Pages that 'overview --html' saved are checked as well.":
            "Een lijst per document: 'goed', 'FOUT' met wat er fout is en de code daarvan, "
            + "'niet na te gaan' voor wat niet te controleren was, met de tijd die telt en het "
            + "anker van elk zegel. Ook pagina's van 'overview --html' worden gecontroleerd.",
        "Anchors, the certificates of those you trust, come from --trust, else from a folder "
            + "'trust' beside the documents, else from this program's configuration; none comes "
            + "from the documents themselves.":
            "Ankers, de certificaten van wie u vertrouwt, komen uit --trust, anders uit een map "
            + "'trust' naast de documenten, anders "
            + "uit de instellingen van dit programma; nooit uit de documenten zelf.",
        "Write the manual page of this program.":
            "Schrijf de handleiding van dit programma.",
        "Read it with: blauweknop manual | man -l -":
            "Lees haar met: blauweknop manual | man -l -",
        "To keep it, write it as blauweknop.1 in a folder of MANPATH, such as "
            + "~/.local/share/man/man1.":
            "Wilt u haar bewaren? Schrijf haar als blauweknop.1 in een map van MANPATH, zoals "
            + "~/.local/share/man/man1.",
        "Find out what is wrong, and how to mend it.":
            "Zoek uit wat er mis is en hoe u het herstelt.",
        "Looks at versions, the home and its files, the configuration, anchors, the service, "
            + "the clock, the directory, revocation lists, the login provider, the log, the login "
            + "and the keys. Exits with 0 where everything works; else as the first problem would.":
            "Kijkt naar versies, de map met bestanden, de instellingen, ankers, de dienst, de "
            + "klok, de lijst van organisaties, lijsten van ingetrokken certificaten, de "
            + "inlogdienst, het logboek, de login en de sleutels. De uitkomst is 0 als alles "
            + "werkt; anders die van het eerste probleem.",
        "Put the keys on this device under a passphrase, or take it away.":
            "Zet de sleutels op dit apparaat achter een wachtzin, of haal die weg.",
        "Commands then ask for it when they need a key: at the terminal without showing it, or "
            + "from --passphrase-file. Who forgets it says 'passphrase remove --forget', logs in "
            + "anew, and withdraws older consents through the service.":
            "Opdrachten vragen er dan om als zij een sleutel nodig hebben: in de terminal "
            + "zonder hem te tonen, of uit --passphrase-file. Wie hem vergeet, geeft "
            + "'passphrase remove --forget', logt opnieuw in, en trekt oudere toestemmingen in "
            + "via de dienst.",
        "Put the keys under a passphrase, or under another one.":
            "Zet de sleutels achter een wachtzin, of achter een andere.",
        "At least 8 characters. What lay open before is replaced; a disk may keep traces of it.":
            "Minstens 8 tekens. Wat eerst open lag, wordt vervangen; een schijf kan er sporen "
            + "van bewaren.",
        "Take the passphrase away: the keys lie open, for your account alone.":
            "Haal de wachtzin weg: de sleutels liggen open, alleen voor uw account.",
    ]
}
