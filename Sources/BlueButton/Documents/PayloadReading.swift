import JOSE
import OpenSSL
import StrictJSON
import Trust

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
