/// What a certificate's key may be used for (RFC 5280, section 4.2.1.3).
public enum KeyUsage: String, CaseIterable, Sendable {
    // In the order of the bits.
    case digitalSignature, nonRepudiation, keyEncipherment, dataEncipherment, keyAgreement
    case keyCertSign, cRLSign, encipherOnly, decipherOnly

    /// OpenSSL's bit for it: the string's first byte below its second.
    var mask: UInt32 {
        let bit = Self.allCases.firstIndex(of: self) ?? 0
        return bit < 8 ? 0x80 >> UInt32(bit) : 0x8000
    }
}
