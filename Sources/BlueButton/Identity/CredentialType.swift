/// The kind of an attestation (`vct` of an SD-JWT VC).
public struct CredentialType: Hashable, Sendable, CustomStringConvertible {
    public let urn: String

    /// Reads a kind.
    ///
    /// - Throws: `malformed` for text that is empty, over 255 bytes or not printable ASCII.
    public init(_ urn: String) throws(Refusal) {
        guard (1...255).contains(urn.utf8.count),
            urn.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw Refusal(.malformed, "expected a credential type of 1 to 255 ASCII characters")
        }
        self.urn = urn
    }

    private init(known urn: String) {
        self.urn = urn
    }

    /// The person of the Basisregistratie Personen.
    public static let brp = CredentialType(known: "urn:nl:blauweknop:brp:1")
    /// The income of the Basisregistratie Inkomen.
    public static let bri = CredentialType(known: "urn:nl:blauweknop:bri:1")

    public var description: String { urn }
}
