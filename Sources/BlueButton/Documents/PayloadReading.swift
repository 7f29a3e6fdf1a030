import JOSE
import OpenSSL
import StrictJSON
import Trust

/// Parses the JSON object that a document is or carries: nothing stands behind it, no space either.
func readObject(_ bytes: [UInt8], maximumBytes: Int) throws -> JSONReader {
    let reader = JSONReader(try JSONValue.parse(signed: bytes, maximumBytes: maximumBytes))
    _ = try reader.asObject()
    return reader
}

extension JSONReader {
    /// Reads a time: whole seconds since 1970, above 0.
    func time(_ name: String) throws -> UnixTime {
        let seconds = try integer(name)
        guard seconds > 0 else {
            throw Refusal(.malformed, "expected '\(name)' in seconds since 1970, above 0")
        }
        return UnixTime(seconds: seconds)
    }

    func hash(_ name: String) throws -> DocumentHash {
        try DocumentHash(try string(name))
    }

    /// Reads a key to encrypt to, as `JWK.encryptionJSON()` writes it; its `kid` is its thumbprint.
    func encryptionKey() throws -> JWK {
        guard try string("use") == "enc", try string("alg") == "ECDH-ES" else {
            throw Refusal(.malformed, "expected a key with use enc and alg ECDH-ES")
        }
        let key = try JWK(json: try asObject())
        guard isSame(try string("kid"), key.thumbprint) else {
            throw Refusal(.malformed, "expected the key's 'kid' to be its thumbprint")
        }
        return key
    }

    func oin(_ name: String) throws -> OIN {
        try OIN(try string(name))
    }

    /// Reads a date that may be unknown: `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or null.
    func nullableDate(_ name: String) throws -> String? {
        guard let text = try nullableString(name) else { return nil }
        guard PartialDate.isWellFormed(text) else {
            throw Refusal(.malformed, "expected '\(name)' as YYYY-MM-DD, YYYY-MM or YYYY, or null")
        }
        return text
    }
}

extension JSONValue {
    static func strings(_ texts: some Sequence<String>) -> JSONValue {
        .array(texts.map { .string($0) })
    }

    static func time(_ time: UnixTime) -> JSONValue {
        .integer(time.seconds)
    }

    /// A text, or null where there is none.
    static func nullable(_ text: String?) -> JSONValue {
        text.map { .string($0) } ?? .null
    }
}

extension SealChain {
    /// Demands that this seal is the organisation's with this OIN.
    func belongs(to oin: OIN) throws(Refusal) {
        guard self.oin == oin.digits else {
            throw Refusal(.organisationMismatch, "expected the seal of another organisation")
        }
    }
}

/// Whether two texts are the same bytes in UTF-8.
///
/// Swift's `==` holds canonically equivalent texts equal, a K and the sign for kelvin among them;
/// other implementations do not.
func isSame(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8)
}

extension String {
    /// Whether this is what identifiers are made of: visible ASCII, at least one character.
    ///
    /// Texts that are compared or looked up are of it, since among them Swift's `==` and its
    /// dictionaries tell apart what the bytes tell apart.
    var isIdentifier: Bool {
        !isEmpty && utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

/// Demands exactly these members of a JWE's header; `apu` and `apv` are honoured from others.
func checkEncryptionHeader(_ header: JSONObject, contentType: String? = nil) throws(Refusal) {
    var names: [String] = ["alg", "enc", "kid", "epk"]
    if let contentType {
        names.append("cty")
        guard header["cty"] == .string(contentType) else {
            throw Refusal(.typeMismatch, "expected content of type '\(contentType)'")
        }
    }
    try checkMembers(of: header, but: ["apu", "apv"], are: names)
}

/// Demands exactly these members of a protected header; a `kid` beside them is ignored.
func checkHeader(_ header: JSONObject, is names: [String]) throws(Refusal) {
    try checkMembers(of: header, but: ["kid"], are: names)
}

private func checkMembers(
    of header: JSONObject, but ignored: [String], are names: [String]
) throws(Refusal) {
    var counted = header
    for name in ignored { counted[name] = nil }
    do {
        try JSONReader(.object(counted)).exactly(names)
    } catch {
        throw Refusal(
            .headerRefused,
            "expected a protected header of \(names.sorted().joined(separator: ", "))")
    }
}

/// Demands a `typ`, character by character.
func checkType(_ header: JSONObject, is type: String) throws(Refusal) {
    guard header["typ"] == .string(type) else {
        throw Refusal(.typeMismatch, "expected a document of type '\(type)'")
    }
}

/// Reads the header parameter `x5c`.
func x5c(of header: JSONObject) throws(Refusal) -> [String] {
    try refusing { try JSONReader(.object(header)).strings("x5c") }
}
