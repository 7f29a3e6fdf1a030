/// The zeros that give plaintexts of different content one length.
enum Padding {
    /// That many zeros. `String(repeating:count:)` goes character by character, which took a fifth
    /// of the making of an attestation.
    static func zeros(_ count: Int) -> String {
        String(decoding: [UInt8](repeating: UInt8(ascii: "0"), count: count), as: UTF8.self)
    }

    /// Whether a text is zeros alone.
    static func isZeros(_ text: String) -> Bool {
        Array(text.utf8).allSatisfy { $0 == UInt8(ascii: "0") }
    }
}
