internal import COpenSSL

/// Swift values out of OpenSSL's ASN.1 values, which are borrowed for the call.
enum ASN1 {
    /// The content of a string; nil for a null pointer.
    static func bytes(_ string: UnsafePointer<ASN1_STRING>?) -> [UInt8]? {
        guard let string = unsafe string else { return nil }
        let bytes = unsafe UnsafeBufferPointer(
            start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string)))
        return unsafe [UInt8](bytes)
    }

    /// The text of a string of any character set; nil where its bytes are not of that set, or where
    /// a NUL is among them.
    static func text(_ string: UnsafePointer<ASN1_STRING>?) -> String? {
        var utf8: UnsafeMutablePointer<UInt8>?
        let count = unsafe ASN1_STRING_to_UTF8(&utf8, string)
        defer { unsafe bk_free(utf8) }
        guard count >= 0, let utf8 = unsafe utf8 else { return nil }
        let bytes = unsafe UnsafeBufferPointer(start: utf8, count: Int(count))
        guard !(unsafe bytes.contains(0)) else { return nil }
        return unsafe String(validating: bytes, as: UTF8.self)
    }

    /// The dotted form of an identifier.
    static func dotted(_ object: OpaquePointer?) -> String? {
        guard let object = unsafe object else { return nil }
        var text = [CChar](repeating: 0, count: 128)
        let count = unsafe OBJ_obj2txt(&text, Int32(text.count), object, 1)
        guard count > 0, count < text.count else { return nil }
        return String(decoding: text.prefix(Int(count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// A serial number's magnitude, without zeros in front; nil for zero, negative ones and more
    /// than 20 bytes (RFC 5280, section 4.1.2.2).
    static func serial(_ integer: UnsafePointer<ASN1_INTEGER>?) -> [UInt8]? {
        guard unsafe ASN1_STRING_type(integer) == V_ASN1_INTEGER,
            let magnitude = unsafe bytes(integer)?.drop(while: { $0 == 0 }),
            (1...20).contains(magnitude.count)
        else { return nil }
        return [UInt8](magnitude)
    }

    /// A time in the two forms that RFC 5280 allows: with seconds, in UTC, without fraction; nil for
    /// every other form and for dates that do not exist.
    static func time(_ time: UnsafePointer<ASN1_TIME>?) -> UnixTime? {
        guard let text = unsafe bytes(time) else { return nil }
        let short = unsafe ASN1_STRING_type(time) == V_ASN1_UTCTIME
        guard text.count == (short ? 13 : 15), text.last == UInt8(ascii: "Z") else { return nil }
        let digits = text.dropLast().map { Int64($0) - 0x30 }
        guard digits.allSatisfy({ (0...9) ~= $0 }) else { return nil }
        let fields = stride(from: 0, to: digits.count, by: 2).map {
            digits[$0] * 10 + digits[$0 + 1]
        }
        let year =
            short ? fields[0] + (fields[0] < 50 ? 2_000 : 1_900) : fields[0] * 100 + fields[1]
        let rest = fields.suffix(5).map { $0 }
        return CivilTime(
            year: year, month: rest[0], day: rest[1],
            hour: rest[2], minute: rest[3], second: rest[4])?.unixTime
    }
}
