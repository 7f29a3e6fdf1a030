import HTTPTypes
import Hummingbird
import JOSE
import OpenSSL
import Transport

/// A small plain page in Dutch and English, without script, image or anything from elsewhere.
///
/// Both languages stand on it, each marked as such: no page depends on a setting of a browser.
struct Page {
    private static let style = """
        body{font-family:system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;\
        line-height:1.5;color:#1b1b1b;background:#fff}\
        section+section{border-top:1px solid #767676;margin-top:2rem}dt{font-weight:600}
        """

    let title: String
    /// The content per language; escaped already.
    let dutch: String
    let english: String
    var status: HTTPResponse.Status = .ok

    func response() -> Response {
        let hash = Base64.encode(SHA256.hash(utf8: Self.style))
        var headers = HTTPFields()
        headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'sha256-\(hash)'; form-action 'none'; "
            + "frame-ancestors 'none'; base-uri 'none'"
        headers[.cacheControl] = "no-store"
        headers[.contentLanguage] = "nl, en"
        if let referrer = HTTPField.Name("Referrer-Policy") { headers[referrer] = "no-referrer" }
        let text = """
            <!DOCTYPE html>
            <html lang="nl">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>\(Self.escape(title))</title>
            <style>\(Self.style)</style></head>
            <body><main>
            <section lang="nl">
            \(dutch)
            </section>
            <section lang="en">
            \(english)
            </section>
            </main></body></html>

            """
        return .document(
            Array(text.utf8), contentType: "text/html; charset=utf-8", status: status,
            headers: headers)
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
