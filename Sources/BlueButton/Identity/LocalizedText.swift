public import StrictJSON

/// The languages that citizens read.
public enum Language: String, Sendable, CaseIterable {
    case nl, en
}

/// A text in Dutch and English, both always there.
public struct LocalizedText: Hashable, Sendable {
    public let nl: String
    public let en: String

    public init(nl: String, en: String) {
        self.nl = nl
        self.en = en
    }

    /// Reads `{nl, en}`, a closed object.
    public init(reading reader: JSONReader) throws(Refusal) {
        (nl, en) = try refusing {
            try reader.exactly(["nl", "en"])
            return (try reader.string("nl"), try reader.string("en"))
        }
    }

    public subscript(language: Language) -> String {
        switch language {
        case .nl: nl
        case .en: en
        }
    }

    public var json: JSONValue { .object(["nl": .string(nl), "en": .string(en)]) }
}
