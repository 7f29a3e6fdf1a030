/// What citizens read where somebody gives no answer.
extension Texts {
    func noAnswer(of party: String) -> String {
        text(nl: "\(party) is niet te bereiken", en: "\(party) cannot be reached")
    }

    func lateAnswer(of party: String) -> String {
        text(nl: "\(party) gaf niet op tijd antwoord", en: "\(party) did not answer in time")
    }

    /// The service where its name is not known yet.
    func service(at address: String) -> String {
        text(nl: "de dienst op \(address)", en: "the service at \(address)")
    }

    /// The login provider, by its address.
    func loginProvider(at address: String) -> String {
        text(nl: "de inlogdienst op \(address)", en: "the login provider at \(address)")
    }
}
