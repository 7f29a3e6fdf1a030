package import PartySetup
package import RegistriesMock
import StrictJSON

/// A fault at a source, as commands name it: `bri=slow`, `brp=wrong-mandate`.
package struct FaultChoice: Sendable, Hashable, CustomStringConvertible {
    /// Where it is made.
    package enum Kind: Sendable, Hashable {
        /// At the registry's mock.
        case mock(NamedFault)
        /// At what the gateway answers.
        case document(DocumentFault)

        static let all =
            NamedFault.allCases.map(Kind.mock) + DocumentFault.allCases.map(Kind.document)

        package var name: String {
            switch self {
            case .mock(let fault): fault.rawValue
            case .document(let fault): fault.rawValue
            }
        }

        package var explanation: String {
            switch self {
            case .mock(let fault): "the registry \(fault.explanation)"
            case .document(let fault): "the source \(fault.explanation)"
            }
        }
    }

    package let source: String
    package let kind: Kind

    package init(source: String, kind: Kind) {
        self.source = source
        self.kind = kind
    }

    /// Reads `SOURCE=FAULT`.
    ///
    /// - Throws: `setting-invalid`, naming the faults that there are.
    package init(_ text: String) throws(SetupError) {
        let halves = text.split(separator: "=", omittingEmptySubsequences: false)
        guard halves.count == 2, MockName(rawValue: String(halves[0])) != nil,
            let kind = Kind.all.first(where: { $0.name == halves[1] })
        else {
            throw SetupError(
                .settingInvalid,
                "expected SOURCE=FAULT such as bri=slow, FAULT one of "
                    + Kind.all.map(\.name).joined(separator: ", "))
        }
        source = String(halves[0])
        self.kind = kind
    }

    /// Refuses a fault where nothing of that name runs.
    ///
    /// - Parameter sources: the slugs of the sources that run.
    package func check(among sources: [String]) throws(SetupError) {
        let servers: [MockName] = sources.count > 2 ? MockName.servers : [.digid, .trustServices]
        let isThere =
            sources.contains(source)
            || !isOfDocument && servers.contains { $0.rawValue == source }
        guard isThere else {
            throw SetupError(
                .settingInvalid,
                "expected the SOURCE of '\(self)' to be one that runs: "
                    + (isOfDocument ? "brp, bri" : "brp, bri, digid, trust-services")
                    + (sources.count > 2
                        ? ", or the slug of an organisation"
                        : "; other organisations run with --organisations"))
        }
    }

    package var description: String { "\(source)=\(kind.name)" }

    package var isOfDocument: Bool {
        if case .document = kind { true } else { false }
    }
}
