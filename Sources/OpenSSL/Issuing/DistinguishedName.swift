/// A name made of attributes in order, one to each relative name (X.501).
public struct DistinguishedName: Sendable, Hashable {
    public enum Attribute: Sendable, Hashable, CaseIterable {
        case commonName, organizationName
        /// Two capital letters (ISO 3166-1).
        case countryName
        /// Of the subject, not of the certificate; an OIN stands here.
        case serialNumber
        /// The legal person's registration (ETSI EN 319 412-1, section 5.1.4).
        case organizationIdentifier

        var identifier: [UInt8] {
            let arc: UInt64 =
                switch self {
                case .commonName: 3
                case .serialNumber: 5
                case .countryName: 6
                case .organizationName: 10
                case .organizationIdentifier: 97
                }
            return DER.objectIdentifier([2, 5, 4, arc])
        }

        /// The upper bound of RFC 5280, appendix A, in characters.
        var maximumLength: Int {
            self == .countryName ? 2 : 64
        }

        /// Whether the attribute's syntax is PrintableString alone.
        var isPrintable: Bool {
            self == .countryName || self == .serialNumber
        }
    }

    let attributes: [Pair]

    public init(_ attributes: [(DistinguishedName.Attribute, String)]) {
        self.attributes = attributes.map { Pair(attribute: $0.0, value: $0.1) }
    }

    /// The name in DER; refuses an empty name and values that their attribute does not allow.
    func der() throws(OpenSSLError) -> [UInt8] {
        guard !attributes.isEmpty else {
            throw OpenSSLError(.certificateMalformed, "expected a name with attributes")
        }
        var parts: [[UInt8]] = []
        for pair in attributes {
            parts.append(DER.set(DER.sequence(pair.attribute.identifier, try pair.der())))
        }
        return DER.sequence(parts)
    }

    struct Pair: Sendable, Hashable {
        let attribute: Attribute
        let value: String

        func der() throws(OpenSSLError) -> [UInt8] {
            let length = value.unicodeScalars.count
            guard (1...attribute.maximumLength).contains(length),
                attribute != .countryName || length == 2,
                !value.unicodeScalars.contains(where: { $0.value < 0x20 })
            else {
                throw OpenSSLError(
                    .certificateMalformed,
                    "expected 1 to 64 characters in a name's attribute, 2 in a country")
            }
            guard attribute.isPrintable else { return DER.utf8String(value) }
            guard value.utf8.allSatisfy(Self.isPrintable) else {
                throw OpenSSLError(
                    .certificateMalformed, "expected letters, digits and simple punctuation")
            }
            return DER.printableString(value)
        }

        /// The characters of PrintableString (X.680, section 41.4).
        private static func isPrintable(_ character: UInt8) -> Bool {
            switch character {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: " '()+,-./:=?".utf8.contains(character)
            }
        }
    }
}
