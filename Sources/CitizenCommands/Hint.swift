/// What a citizen can do about trouble; `Texts` has the words.
package enum Hint: Sendable, Hashable {
    case logIn
    case logInAgain
    case logOutAndIn
    case tryAgain
    case tryLater
    case checkConnection
    case configure
    /// To decide without a terminal.
    case decideByFlags
    case givePassphrase
    /// The whole link is needed.
    case wholeLink
    /// The link is needed anew.
    case newLink
    /// The request is not one to answer.
    case doubtfulRequest
    /// Whoever asks may not take part now.
    case revokedRequester
    /// Where the number of a consent stands.
    case consentNumber
    /// The short names that there are.
    case shortNames([String])
    /// In the citizen's language already.
    case text(String)
}
