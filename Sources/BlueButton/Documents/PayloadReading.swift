import JOSE
import OpenSSL
import StrictJSON
import Trust

/// Parses the JSON object that a document is or carries: nothing stands behind it, no space either.
func readObject(_ bytes: [UInt8], maximumBytes: Int) throws -> JSONReader {
    let value = try JSONValue.parse(bytes, maximumBytes: maximumBytes)
    guard case .object = value, bytes.last == UInt8(ascii: "}") else {
        throw Refusal(.malformed, "expected a JSON object and nothing behind it")
    }
    return JSONReader(value)
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
}

extension JSONValue {
    static func strings(_ texts: some Sequence<String>) -> JSONValue {
        .array(texts.map { .string($0) })
    }

    static func time(_ time: UnixTime) -> JSONValue {
        .integer(time.seconds)
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

/// Demands exactly these members of a JWE's header; `apu` and `apv` are honoured from others.
func checkEncryptionHeader(_ header: JSONObject, contentType: String? = nil) throws(Refusal) {
    let names = Set(header.names).subtracting(["apu", "apv"])
    let expected: Set<String> = ["alg", "enc", "kid", "epk"]
    guard names == (contentType == nil ? expected : expected.union(["cty"])),
        header["cty"]?.stringValue == contentType
    else {
        throw Refusal(
            .headerRefused, "expected a JWE header of \(expected.sorted().joined(separator: ", "))")
    }
}

/// Demands exactly these members of a protected header; a `kid` beside them is ignored.
func checkHeader(_ header: JSONObject, is names: Set<String>) throws(Refusal) {
    guard Set(header.names).subtracting(["kid"]) == names else {
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
