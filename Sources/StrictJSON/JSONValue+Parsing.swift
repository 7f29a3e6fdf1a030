extension JSONValue {
    /// Reads exactly one JSON value (RFC 8259) from bytes as received.
    ///
    /// `maximumBytes` is looked at before anything else. Refused, because two programs could
    /// read them differently: names that come twice in an object (compared after unescaping),
    /// invalid UTF-8, unpaired surrogates (also escaped), a byte order mark, more than 32
    /// containers in each other, integers beyond ±2^53, fractions, exponents, `-0`, and any byte
    /// but white space after the value. Takes time linear in the number of bytes.
    public static func parse(
        _ bytes: [UInt8], maximumBytes: Int
    ) throws(JSONError) -> JSONValue {
        guard bytes.count <= maximumBytes else { throw tooLarge(maximumBytes) }
        var parser = JSONParser(bytes)
        return try parser.document()
    }

    /// Reads JSON that is verified: as `parse(_:maximumBytes:)`, but no byte stands behind the value.
    ///
    /// For headers, payloads, disclosures, plaintexts and whatever else a signature or a hash
    /// covers. White space behind such a value would change what is hashed and not what is read,
    /// so one parser would take it and another not; it is refused as `trailing`, like all else.
    public static func parse(
        signed bytes: [UInt8], maximumBytes: Int
    ) throws(JSONError) -> JSONValue {
        guard bytes.count <= maximumBytes else { throw tooLarge(maximumBytes) }
        var parser = JSONParser(bytes)
        return try parser.document(endsAtValue: true)
    }

    /// Reads exactly one JSON value from a text; its size counts in bytes of UTF-8.
    public static func parse(_ text: String, maximumBytes: Int) throws(JSONError) -> JSONValue {
        guard text.utf8.count <= maximumBytes else { throw tooLarge(maximumBytes) }
        return try parse(Array(text.utf8), maximumBytes: maximumBytes)
    }

    private static func tooLarge(_ maximumBytes: Int) -> JSONError {
        JSONError(
            code: .tooLarge, message: "expected at most \(maximumBytes) bytes of JSON",
            offset: maximumBytes)
    }
}
