/// Text from outside, made safe to show to a person.
///
/// Control and escape characters, line and paragraph separators, bidirectional controls and
/// invisible format characters are taken out, so that a name can neither steer a terminal nor
/// reorder what stands around it. Line feeds become spaces.
public struct DisplayText: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    public init(_ raw: String) {
        var clean = String.UnicodeScalarView()
        for scalar in raw.unicodeScalars {
            if scalar == "\n" || scalar == "\t" {
                clean.append(" ")
            } else if Self.isShown(scalar) {
                clean.append(scalar)
            }
        }
        text = String(clean)
    }

    public var description: String { text }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            false
        default:
            true
        }
    }
}
