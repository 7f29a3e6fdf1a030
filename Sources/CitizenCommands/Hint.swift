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
    /// In the citizen's language already.
    case text(String)
}
