package import BlueButton
import JOSE
import OpenSSL

/// An overview as one page of HTML: no scripts, nothing from elsewhere, and the sealed documents
/// within it.
///
/// The page is a function of the documents that it carries, the language and the format's number.
/// So whoever has it can make it again and see whether a letter was changed.
package struct OverviewPage: Sendable {
    /// The format's number. Whoever changes what is written below, by one byte, gives it a new one.
    static let format = 2

    let account: OverviewAccount
    let evidence: PageEvidence
    let words: OverviewWords
    let page: PageWords

    package init(_ account: OverviewAccount, evidence: PageEvidence) {
        self.account = account
        self.evidence = evidence
        words = OverviewWords(account.language)
        page = PageWords(language: account.language)
    }

    // MARK: Reading

    /// Whether a text is meant to be such a page.
    package static func isOne(_ text: String) -> Bool {
        text.utf8.starts(with: "<!DOCTYPE html>\n<html lang=\"".utf8)
            && text.utf8.prefix(1024).firstRange(of: "content=\"blauweknop overview ".utf8) != nil
    }

    /// The language of a page.
    ///
    /// - Throws: `page-format-unknown` where its beginning is not one that this program writes.
    package static func language(of text: String) throws(Refusal) -> Language {
        for language in Language.allCases
        where text.utf8.starts(with: beginning(language).text.utf8) {
            return language
        }
        throw Refusal(
            .pageFormatUnknown,
            "expected a page of format \(format); save what it carries and check that by itself")
    }

    /// Demands that a page shows what the overview in it says, to the byte.
    ///
    /// - Throws: `page-altered`.
    package func check(_ text: String) throws(Refusal) {
        guard text.utf8.elementsEqual(self.text.utf8) else {
            throw Refusal(
                .pageAltered, "expected a page that shows what the overview in it says, unchanged")
        }
    }

    // MARK: Writing

    /// The page.
    package var text: String {
        let html: HTML = """
            \(Self.beginning(account.language))
            <title>\(words.title)</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <a class="skip" href="#content">\(page.skip)</a>
            <header>
            <h1>\(words.title)</h1>
            <p>\(page.made(DateWords.text(account.sealedAt, account.language)))</p>
            </header>
            <main id="content" tabindex="-1">
            \(summary)\(holders)\(holdingNothing)\(unanswered)\(rights)\(evidenceSection)</main>
            <footer>
            <p>\(page.privacy)</p>
            </footer>
            </body>
            </html>

            """
        return html.text
    }

    private static func beginning(_ language: Language) -> HTML {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="generator" content="blauweknop overview \(format)">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
        style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
        <meta name="referrer" content="no-referrer">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        """
    }

    /// A name from outside: whichever way it is written, it turns nothing around it.
    private func name(_ text: String) -> HTML { "<bdi>\(text)</bdi>" }

    /// A text that sources write in Dutch alone.
    private func dutch(_ text: String) -> HTML {
        account.language == .nl ? "<bdi>\(text)</bdi>" : "<bdi lang=\"nl\">\(text)</bdi>"
    }

    private var summary: HTML {
        let rows = account.answers.enumerated().map { place, answer -> HTML in
            switch answer {
            case .holds(let holder):
                let since = holder.earliest.map { ", \(words.since($0))" } ?? ""
                return """
                    <tr><th scope="row"><a href="#o\(place + 1)">\(name(holder.name))</a></th>\
                    <td>\(words.kinds(holder.kinds))\(since)</td></tr>

                    """
            case .holdsNothing(let organisation):
                return """
                    <tr><th scope="row">\(name(organisation))</th><td>\(words.noData)</td></tr>

                    """
            case .unanswered(let row):
                return """
                    <tr><th scope="row"><a href="#o\(place + 1)">\(name(row.name))</a></th>\
                    <td><strong>\(words.notKnown)</strong></td></tr>

                    """
            }
        }
        return """
            <section aria-labelledby="short">
            <h2 id="short">\(words.inShort)</h2>
            <p>\(words.asked(account.answers.count))</p>
            <ul>
            <li>\(words.holding(account.holders.count))</li>
            <li>\(words.holdingNothing(account.holdingNothing.count))</li>
            <li>\(words.unanswered(account.unanswered.count))</li>
            </ul>
            <table>
            <caption>\(words.allAnswers)</caption>
            <thead><tr><th scope="col">\(words.organisation)</th>\
            <th scope="col">\(words.answer)</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            </table>
            </section>

            """
    }

    private var holders: HTML {
        let found = account.answers.enumerated().compactMap { place, answer -> HTML? in
            guard case .holds(let holder) = answer else { return nil }
            return """
                <article aria-labelledby="o\(place + 1)">
                <h3 id="o\(place + 1)">\(name(holder.name))</h3>
                \(holder.groups.map { group($0) })\(command(for: holder))</article>

                """
        }
        guard !found.isEmpty else { return "" }
        return """
            <section aria-labelledby="holders">
            <h2 id="holders">\(words.holders)</h2>
            \(found)</section>

            """
    }

    private func command(for holder: OverviewAccount.Holder) -> HTML {
        guard let name = holder.shortName else { return "" }
        return """
            <p>\(words.seeThem): <code>\(words.command(for: name))</code></p>

            """
    }

    private func group(_ group: OverviewAccount.Group) -> HTML {
        let kinds = group.kinds.map { kind -> HTML in "<li>\(name(words.kind(kind)))</li>" }
        let others: HTML =
            group.recipients.isEmpty
            ? "\(words.nobodyElse)"
            : "<ul>\(group.recipients.map { recipient -> HTML in "<li>\(dutch(recipient))</li>" })</ul>"
        return """
            <dl>
            <div><dt>\(words.whatData)</dt><dd><ul>\(kinds)</ul></dd></div>
            <div><dt>\(words.why)</dt><dd>\(name(group.purpose))</dd></div>
            <div><dt>\(words.law)</dt><dd>\(dutch(group.legalBasis))</dd></div>
            <div><dt>\(words.howLong)</dt><dd>\(group.retention ?? words.noEnd)</dd></div>
            <div><dt>\(words.whoElse)</dt><dd>\(others)</dd></div>
            </dl>

            """
    }

    private var holdingNothing: HTML {
        guard !account.holdingNothing.isEmpty else { return "" }
        let items = account.holdingNothing.map { text -> HTML in "<li>\(name(text))</li>" }
        return """
            <section aria-labelledby="nothing">
            <h2 id="nothing">\(words.holdingNothingTitle)</h2>
            <ul>\(items)</ul>
            </section>

            """
    }

    private var unanswered: HTML {
        let found = account.answers.enumerated().compactMap { place, answer -> HTML? in
            guard case .unanswered(let row) = answer else { return nil }
            return """
                <article class="unknown" aria-labelledby="o\(place + 1)">
                <h3 id="o\(place + 1)">\(name(row.name))</h3>
                <p>\(words.reason(row))</p>
                <p><strong>\(words.whatYouCanDo):</strong> \(words.advice(row))</p>
                </article>

                """
        }
        guard !found.isEmpty else { return "" }
        return """
            <section aria-labelledby="unknown">
            <h2 id="unknown">\(words.unansweredTitle)</h2>
            <p>\(words.unansweredMeaning)</p>
            \(found)</section>

            """
    }

    private var rights: HTML {
        """
        <section aria-labelledby="rights">
        <h2 id="rights">\(page.rights)</h2>
        <ul>\(page.rightsList.map { item -> HTML in "<li>\(item)</li>" })</ul>
        <p>\(words.noValues)</p>
        </section>

        """
    }

    private var evidenceSection: HTML {
        let language = account.language
        let parts = PageEvidence.Part.allCases.map { part -> HTML in
            """
            <li><a download="\(part.rawValue)" href="data:\(part.type);base64,\
            \(Base64.encode(evidence.bytes(of: part)))">\(part.rawValue)</a>: \(page.part(part))</li>

            """
        }
        let timestamp =
            account.timestamp.map {
                words.timestamped(by: $0.authority, at: DateWords.text($0.time, language))
            } ?? words.noTimestamp
        let sealed = words.sealed(
            by: account.service, at: DateWords.text(account.sealedAt, language))
        return """
            <section aria-labelledby="evidence">
            <h2 id="evidence">\(page.evidence)</h2>
            <p>\(sealed)</p>
            <p>\(timestamp)</p>
            <p>\(page.evidenceMeaning)</p>
            <p><code>blauweknop verify \(page.file)</code></p>
            <p>\(page.evidenceParts)</p>
            <ul>
            \(parts)</ul>
            </section>

            """
    }
}
