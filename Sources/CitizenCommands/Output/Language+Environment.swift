import BlueButton

extension Language {
    /// The language that the environment asks for: of `LC_ALL`, `LC_MESSAGES` and `LANG` the first
    /// that is set; Dutch where it begins with `nl`, else English.
    package init(environment: [String: String]) {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
            .compactMap { environment[$0] }.first { !$0.isEmpty }
        self = locale?.hasPrefix("nl") == true ? .nl : .en
    }
}
