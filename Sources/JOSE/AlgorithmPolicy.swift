internal import StrictJSON

/// A signature algorithm on the allow-list (RFC 7518, section 3.1).
public enum SignatureAlgorithm: String, Sendable, CaseIterable {
    /// ECDSA with P-256 and SHA-256.
    case ES256
}

/// A way to agree on the content key that is on the allow-list (RFC 7518, section 4.1).
public enum KeyAgreement: String, Sendable, CaseIterable {
    /// ECDH with an ephemeral key, whose result is the content key itself.
    case ecdhES = "ECDH-ES"
}

/// A content encryption on the allow-list (RFC 7518, section 5.1).
public enum ContentEncryption: String, Sendable, CaseIterable {
    case A128GCM, A256GCM

    /// The length of the content key in bytes.
    var keyLength: Int {
        switch self {
        case .A128GCM: 16
        case .A256GCM: 32
        }
    }
}

/// The one place that decides which algorithms exist for us.
///
/// Algorithms are added by adding a case above; everything else is refused, with its name in the
/// message. A name alone never decides: the key says which algorithm it accepts.
enum AlgorithmPolicy {
    static func signature(named name: String) throws(JOSEError) -> SignatureAlgorithm {
        guard let algorithm = SignatureAlgorithm(rawValue: name) else {
            throw refusal(of: name, expected: SignatureAlgorithm.allCases.map(\.rawValue))
        }
        return algorithm
    }

    static func keyAgreement(named name: String) throws(JOSEError) -> KeyAgreement {
        guard let algorithm = KeyAgreement(rawValue: name) else {
            throw refusal(of: name, expected: KeyAgreement.allCases.map(\.rawValue))
        }
        return algorithm
    }

    static func contentEncryption(named name: String) throws(JOSEError) -> ContentEncryption {
        guard let encryption = ContentEncryption(rawValue: name) else {
            throw refusal(of: name, expected: ContentEncryption.allCases.map(\.rawValue))
        }
        return encryption
    }

    /// What every protected header must obey: an `alg` that is text, and none of the parameters
    /// that change how the rest is read.
    static func checkHeader(_ header: JSONObject) throws(JOSEError) -> String {
        if header["crit"] != nil {
            throw JOSEError(
                code: .criticalRefused, message: "expected a header without 'crit'")
        }
        if header["zip"] != nil {
            throw JOSEError(
                code: .compressionRefused,
                message: "expected a header without 'zip': compression tells about the content")
        }
        if header["b64"] != nil {
            throw JOSEError(
                code: .headerRefused, message: "expected a header without 'b64' (RFC 7797)")
        }
        for name in ["typ", "cty", "kid"] where header[name] != nil {
            guard header[name]?.stringValue != nil else {
                throw JOSEError(
                    code: .headerRefused, message: "expected a string in header '\(name)'")
            }
        }
        guard let algorithm = header["alg"]?.stringValue else {
            throw JOSEError(code: .malformed, message: "expected a string in header 'alg'")
        }
        return algorithm
    }

    private static func refusal(of name: String, expected: [String]) -> JOSEError {
        JOSEError(
            code: .algorithmRefused,
            message: "algorithm \(shown(name)) is refused\(reason(name)): "
                + "expected \(expected.joined(separator: " or "))")
    }

    /// Why the usual ways to fool a verifier are refused.
    private static func reason(_ name: String) -> String {
        if name == "none" { return ", as it proves nothing" }
        if name.hasPrefix("HS") { return ", as whoever can check it can also forge it" }
        if name.hasPrefix("PBES2") { return ", as the sender sets the work and passwords are weak" }
        if name == "RSA1_5" { return ", as its padding can be probed" }
        return ""
    }

    /// The name in quotes, unless it is nothing that an algorithm is called.
    private static func shown(_ name: String) -> String {
        let plain =
            !name.isEmpty && name.utf8.count <= 32
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
                default: false
                }
            }
        return plain ? "'\(name)'" : "of an unreadable name"
    }
}
