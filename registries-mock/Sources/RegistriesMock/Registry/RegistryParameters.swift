import StrictJSON

/// Parameters that the interfaces of several registers have.
enum RegistryParameters {
    /// A citizen service number by its form; what is wrong with it is added to the list.
    static func bsn(
        _ value: JSONValue?, wrong: inout [RegistryProblem.Parameter]
    ) -> String {
        guard let value else {
            wrong.append(.required("burgerservicenummer"))
            return ""
        }
        let text = value.stringValue ?? ""
        if text.utf8.count != 9 || !text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            wrong.append(.pattern("burgerservicenummer", "^[0-9]{9}$"))
        }
        return text
    }
}
