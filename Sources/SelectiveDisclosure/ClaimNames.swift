internal import StrictJSON

/// Names of claims that mean something to SD-JWT itself.
enum ClaimNames {
    static let digests = "_sd"
    static let digestAlgorithm = "_sd_alg"
    static let element = "..."

    static let reserved: Set<String> = [digests, digestAlgorithm, element]

    /// Claims that decide whether an SD-JWT is valid, and for whom: an issuer must not make them
    /// disclosable (RFC 9901, section 9.7; SD-JWT VC, section 2.2.2.2), or their absence would
    /// pass for "no limit".
    static let plain: Set<String> = [
        "iss", "aud", "nbf", "exp", "cnf", "vct", "vct#integrity", "status",
    ]

    /// Refuses reserved names anywhere in a value that is to be signed as it stands.
    static func refuseReserved(in value: JSONValue) throws(SDJWTError) {
        switch value {
        case .array(let values):
            for value in values { try refuseReserved(in: value) }
        case .object(let object):
            for (name, value) in object {
                try refuseReserved(name)
                try refuseReserved(in: value)
            }
        default: break
        }
    }

    static func refuseReserved(_ name: String) throws(SDJWTError) {
        guard !reserved.contains(name) else {
            throw SDJWTError(.reservedName, "expected no claim to be called '\(name)'")
        }
    }
}
