/// What citizens read in English when something happens to themselves: to what they typed, their
/// login, their keys, their requests and consents.
///
/// For all else English is the message as it was thrown, which says what was expected.
extension Texts {
    /// What is wrong, in plain English; nil for a code whose message says it better.
    static func english(_ code: String) -> String? {
        englishHere(code) ?? englishThere(code)
    }

    /// On this device: what was typed, files, login, keys.
    private static func englishHere(_ code: String) -> String? {
        switch code {
        case "not-logged-in": "you are not logged in"
        case "session-damaged": "your login on this device is damaged"
        case "home-busy": "another command of yours is busy with the login"
        case "login-refused": "the login provider did not let you in"
        case "login-timeout": "you were not logged in within five minutes"
        case "not-configured": "there is no configuration yet"
        case "file-absent": "the file {} does not exist"
        case "link-malformed": "this link is not whole"
        case "consent-id-malformed": "this is not the number of a consent (22 characters)"
        case "id-malformed": "an entry of the log has a number"
        case "language-unknown": "choose a language: nl or en"
        case "decision-needed": "your decision is needed here; nothing was shared"
        case "options-conflict": "these options do not go together"
        case "choice-absent": "this request does not give you that choice"
        case "passphrase-needed": "your passphrase is needed for this"
        case "passphrase-wrong": "this is not the passphrase of your keys"
        case "passphrase-short": "a passphrase has at least 8 characters"
        case "passphrase-differs": "type the same passphrase twice"
        case "key-damaged": "a key on this device is damaged"
        case "unreachable": "the other side cannot be reached"
        case "timeout": "no answer came in time"
        default: nil
        }
    }

    /// At the service and the organisations.
    private static func englishThere(_ code: String) -> String? {
        switch code {
        case "token-refused", "token-expired": "your login does not count there any more"
        case "rate-exceeded", "too-many-waiting": "that was asked too often; wait a little"
        case "source-unknown": "that organisation is not on the scheme's list"
        case "credential-type-not-allowed":
            "this organisation gives no data that you can fetch"
        case "certificate-revoked": "the certificate of whoever made this was revoked"
        case "recipient-unknown":
            "this organisation is not accredited: it is not on the scheme's list"
        case "origin-not-allowed":
            "this address is not that of an organisation on the scheme's list"
        case "claims-not-accredited": "this organisation asks more than it may for this purpose"
        case "bsn-not-allowed": "this organisation may not get your citizen number (BSN)"
        case "client-mismatch":
            "the link and the request are not of the same organisation: do not trust it"
        case "request-unknown": "this request is not there, or has ended"
        case "request-used": "this request was used already"
        case "consent-unknown", "package-unknown": "there is no such consent of yours"
        case "consent-withdrawn": "this consent was withdrawn"
        case "confirmation-absent": "nothing here waits for your confirmation"
        case "confirmation-refused": "the organisation did not take your confirmation"
        case "log-entry-unknown": "that entry is not in your log, or was erased"
        case "page-altered":
            "this page was changed: it shows something else than the sealed overview"
        case "page-malformed": "this page is not whole"
        default: nil
        }
    }
}
