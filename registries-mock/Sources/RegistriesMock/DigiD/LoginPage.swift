import HTTPTypes
import Hummingbird
import JOSE
import MockPersons
import OpenSSL
import Transport

/// The pages: a plain form that a browser, a screen reader or a script can fill in.
///
/// The citizen service number goes in the body of the form alone, never in an address.
struct LoginPage {
    private static let style = """
        body{font-family:system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;\
        line-height:1.5;color:#1b1b1b;background:#fff}\
        .warning{border-left:.4rem solid #b35900;padding:.5rem 1rem;background:#fff4e5}\
        .error{border-left:.4rem solid #b00020;padding:.5rem 1rem;background:#fdecee}\
        fieldset{border:1px solid #767676;margin:1rem 0;padding:1rem}\
        .person{display:flex;gap:.75rem;padding:.35rem 0}.person p{margin:0}\
        input[type=text]{font:inherit;padding:.4rem;width:12rem}\
        button{font:inherit;padding:.6rem 1.4rem;background:#0b5394;color:#fff;border:0}\
        :focus-visible{outline:3px solid #e17000;outline-offset:2px}
        """

    let language: LoginLanguage
    let stories: [Story]

    /// The form of a login.
    ///
    /// - Parameter page: the secret name of the login in progress.
    func form(page: String, isWrong: Bool, redirectURI: String) -> Response {
        let error =
            isWrong
            ? "<p class=\"error\" role=\"alert\" id=\"error\">\(escaped(.wrongNumber))</p>\n" : ""
        let people = stories.map { story in
            """
            <div class="person"><input type="radio" name="persoon" id="\(story.slug)" \
            value="\(story.slug)"><label for="\(story.slug)"><strong>\(Self.escape(story.name))\
            </strong>: \(Self.escape(language == .nl ? story.dutch : story.english))\
            </label></div>
            """
        }.joined(separator: "\n")
        let other = "/login?page=\(page)&amp;lang=\(language.other.rawValue)"
        return html(
            title: .title, status: isWrong ? .unprocessableContent : .ok,
            formAction: "'self' " + RedirectAddress.origin(redirectURI),
            body: """
                <p><a href="\(other)" hreflang="\(language.other.rawValue)" \
                lang="\(language.other.rawValue)">\(escaped(.switchLanguage))</a></p>
                <h1>\(escaped(.title))</h1>
                <p class="warning">\(escaped(.warning))</p>
                \(error)<form method="post" action="/login">
                <input type="hidden" name="page" value="\(page)">
                <input type="hidden" name="lang" value="\(language.rawValue)">
                <fieldset><legend>\(escaped(.pick))</legend>
                \(people)
                </fieldset>
                <p><label for="bsn">\(escaped(.number))</label><br>
                <input type="text" id="bsn" name="burgerservicenummer" inputmode="numeric" \
                maxlength="9" autocomplete="off"></p>
                <p><button type="submit">\(escaped(.button))</button></p>
                </form>
                """)
    }

    /// The page for a request that cannot be answered by sending the person back.
    func refusal() -> Response {
        html(
            title: .refusedTitle, status: .badRequest, formAction: "'none'",
            body: "<h1>\(escaped(.refusedTitle))</h1>\n<p>\(escaped(.refused))</p>")
    }

    private func html(
        title: LoginText, status: HTTPResponse.Status, formAction: String, body: String
    ) -> Response {
        let hash = Base64.encode(SHA256.hash(utf8: Self.style))
        var headers = HTTPFields()
        headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'sha256-\(hash)'; form-action \(formAction); "
            + "frame-ancestors 'none'; base-uri 'none'"
        headers[.cacheControl] = "no-store"
        headers[.contentLanguage] = language.rawValue
        let text = """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>\(escaped(title))</title>
            <style>\(Self.style)</style></head>
            <body><main>
            \(body)
            </main></body></html>

            """
        return .document(
            Array(text.utf8), contentType: "text/html; charset=utf-8", status: status,
            headers: headers)
    }

    private func escaped(_ text: LoginText) -> String {
        Self.escape(language.text(text))
    }

    static func escape(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
