package import BlueButton

/// Who the story is about.
package struct StoryPerson: Sendable {
    /// How the person logs in at the mock's page.
    package enum Login: Sendable {
        /// Picks themselves from the page's list.
        case choice(String)
        /// Types their number.
        case number(BSN)
    }

    package let name: String
    package let login: Login
    /// The person's number, to prove that it is nowhere it must not be.
    package let number: BSN

    package init(name: String, login: Login, number: BSN) {
        self.name = name
        self.login = login
        self.number = number
    }
}
