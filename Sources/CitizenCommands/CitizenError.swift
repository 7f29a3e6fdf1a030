import BlueButton
import PartySetup
import StrictJSON
import Transport
import TransparencyLog

/// Why a command did not do what was asked, as a citizen is told it.
///
/// A message, a hint on what to do, and the exit code that scripts can rely on.
package struct CitizenError: Error, Sendable, CustomStringConvertible {
    /// What kind of trouble it is; the raw value is the exit code.
    package enum Kind: Int32, Sendable {
        /// Something was refused or is not valid.
        case refused = 1
        /// The command was used in a way that it does not know.
        case usage = 2
        /// Someone could not be reached.
        case unreachable = 3
        /// The citizen is not logged in.
        case notLoggedIn = 4
        /// The citizen stopped the command, as shells say it of Ctrl-C.
        case interrupted = 130
    }

    package let kind: Kind
    /// The code of the refusal, for scripts.
    package let code: String
    package let message: String
    package let hint: Hint?
    /// Who could not be reached, where that is known.
    package let party: String?

    package init(
        _ kind: Kind, code: String, _ message: String, hint: Hint? = nil, party: String? = nil
    ) {
        self.kind = kind
        self.code = code
        self.message = message
        self.hint = hint
        self.party = party
    }

    /// With a hint that is in the citizen's language already.
    package init(_ kind: Kind, code: String, _ message: String, hint: String) {
        self.init(kind, code: code, message, hint: .text(hint))
    }

    /// The same trouble with another hint.
    package func hinting(_ hint: Hint) -> CitizenError {
        CitizenError(kind, code: code, message, hint: hint, party: party)
    }

    /// What a lower floor threw, as a citizen is told it.
    package init(_ error: any Error) {
        switch error {
        case let error as CitizenError:
            self = error
        case let refusal as Refusal:
            self.init(.refused, code: refusal.code.rawValue, refusal.message)
        case let error as TransparencyLogError:
            self.init(.refused, code: error.code.rawValue, error.message)
        case let error as SetupError:
            self.init(.usage, code: error.code.rawValue, error.message)
        case let error as TransportError:
            self.init(
                .unreachable, code: error.code.rawValue, error.message, hint: .checkConnection)
        case let error as JSONShapeError:
            self.init(.refused, code: "malformed", error.message)
        case let error as JSONError:
            self.init(.refused, code: "malformed", error.message)
        default:
            self.init(.refused, code: "unexpected", "expected no error of this kind")
        }
    }

    /// The same trouble with the name of whom could not be reached; other trouble as it is, and so
    /// is one that names somebody: whoever asked them knows best.
    package func naming(_ party: String) -> CitizenError {
        guard kind == .unreachable, self.party == nil else { return self }
        return CitizenError(
            kind, code: code, "expected '\(party)' to be reachable", hint: hint, party: party)
    }

    /// Whether the other side may have done what was asked all the same.
    var mayHaveHappened: Bool {
        kind == .unreachable || code == "internal" || code.hasPrefix("status-5")
            || code.hasPrefix("http-5")
    }

    package static let notLoggedIn = CitizenError(
        .notLoggedIn, code: "not-logged-in", "expected you to be logged in",
        hint: .logIn)

    /// Ctrl-C where something was asked, before anything was done.
    static let interrupted = CitizenError(
        .interrupted, code: "interrupted", "expected an answer; nothing was changed")

    package static let sessionDamaged = CitizenError(
        .notLoggedIn, code: "session-damaged", "expected a session that can be read",
        hint: .logOutAndIn)

    package var description: String { "\(code): \(message)" }
}

extension CitizenError {
    /// The trouble for machines: the message as it was thrown, whatever the language.
    func json(_ texts: Texts) -> JSONObject {
        var json: JSONObject = ["error": .string(code), "message": .string(message)]
        if let hint { json["hint"] = .string(texts.hint(hint)) }
        return json
    }
}
