import HTTPTypes

/// The problems that only the BRP has.
extension RegistryProblem {
    static let tooManyResults = RegistryProblem(
        status: .badRequest, section: "6.5.1", title: "Teveel zoekresultaten.",
        detail: "Meer dan maximum van \(QueryKind.maximumResults) zoekresultaten gevonden. "
            + "Verfijn de zoekopdracht.", code: "tooManyResults")
}

extension RegistryProblem.Parameter {
    static func notDate(_ name: String) -> Self {
        Self(code: "date", name: name, reason: "Waarde is geen geldige datum.")
    }

    static func notInteger(_ name: String) -> Self {
        Self(code: "integer", name: name, reason: "Waarde is geen geldig getal.")
    }

    static func notBoolean(_ name: String) -> Self {
        Self(code: "boolean", name: name, reason: "Waarde is geen boolean.")
    }

    static func tooLow(_ name: String, _ minimum: Int) -> Self {
        Self(code: "minimum", name: name, reason: "Waarde is lager dan minimum \(minimum).")
    }

    static func tooHigh(_ name: String, _ maximum: Int) -> Self {
        Self(code: "maximum", name: name, reason: "Waarde is hoger dan maximum \(maximum).")
    }
}
