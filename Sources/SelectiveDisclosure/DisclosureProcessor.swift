internal import StrictJSON

/// Puts disclosures in the place of their digests (RFC 9901, section 7.1, step 3 to 5).
///
/// Every digest may stand once in all that is read, so every disclosure is used at most once, and
/// the work is linear in the size of the SD-JWT.
struct DisclosureProcessor {
    private var waiting: [String: Int] = [:]
    private var seen: Set<String> = []
    private let disclosures: [Disclosure]
    /// For each disclosure that stands in a disclosed claim of the top level, or is one: its name.
    private(set) var owners: [String: String] = [:]

    static let maximumDepth = 32

    init(_ disclosures: [Disclosure]) throws(SDJWTError) {
        self.disclosures = disclosures
        for (position, disclosure) in disclosures.enumerated() {
            guard waiting.updateValue(position, forKey: disclosure.digest) == nil else {
                throw SDJWTError(.duplicateDisclosure, "expected every disclosure once")
            }
        }
    }

    /// The claims with everything disclosed in its place and nothing left of SD-JWT itself.
    mutating func claims(of payload: JSONObject) throws(SDJWTError) -> JSONObject {
        var plain = payload
        if let algorithm = plain[ClaimNames.digestAlgorithm] {
            guard algorithm == "sha-256" else {
                throw SDJWTError(.digestAlgorithmRefused, "expected '_sd_alg' to be sha-256")
            }
            plain[ClaimNames.digestAlgorithm] = nil
        }
        let claims = try object(plain, depth: 1, owner: nil)
        guard waiting.isEmpty else {
            throw SDJWTError(
                .unreferencedDisclosure, "expected a digest for every disclosure")
        }
        return claims
    }

    private mutating func value(
        _ value: JSONValue, depth: Int, owner: String?
    ) throws(SDJWTError) -> JSONValue {
        switch value {
        case .object(let members): .object(try object(members, depth: depth + 1, owner: owner))
        case .array(let values): .array(try array(values, depth: depth + 1, owner: owner))
        default: value
        }
    }

    private mutating func object(
        _ members: JSONObject, depth: Int, owner: String?
    ) throws(SDJWTError) -> JSONObject {
        try check(depth)
        var result = JSONObject()
        for (name, member) in members where name != ClaimNames.digests {
            try ClaimNames.refuseReserved(name)
            result[name] = try value(member, depth: depth, owner: owner)
        }
        guard let digests = members[ClaimNames.digests] else { return result }
        for disclosure in try disclosed(digests) {
            guard let name = disclosure.name else {
                throw SDJWTError(.disclosureMisplaced, "expected a claim in '_sd', not an element")
            }
            guard result[name] == nil else {
                throw SDJWTError(.nameClash, "expected every claim once in its object")
            }
            if depth == 1, ClaimNames.plain.contains(name) {
                throw SDJWTError(.mustBePlain, "expected '\(name)' among the plain claims")
            }
            let owner = depth == 1 ? name : owner
            owners[disclosure.digest] = owner
            result[name] = try value(disclosure.value, depth: depth, owner: owner)
        }
        return result
    }

    private mutating func array(
        _ values: [JSONValue], depth: Int, owner: String?
    ) throws(SDJWTError) -> [JSONValue] {
        try check(depth)
        var result: [JSONValue] = []
        for element in values {
            guard let object = element.objectValue, let digest = object[ClaimNames.element] else {
                result.append(try value(element, depth: depth, owner: owner))
                continue
            }
            guard object.count == 1 else {
                throw SDJWTError(.reservedName, "expected '...' to be alone in its object")
            }
            guard let disclosure = try disclosure(for: digest) else { continue }
            guard disclosure.name == nil else {
                throw SDJWTError(.disclosureMisplaced, "expected an element in '...', not a claim")
            }
            owners[disclosure.digest] = owner
            result.append(try value(disclosure.value, depth: depth, owner: owner))
        }
        return result
    }

    /// The disclosures for the digests of `_sd`, in the order in which they were presented.
    private mutating func disclosed(_ digests: JSONValue) throws(SDJWTError) -> [Disclosure] {
        guard let digests = digests.arrayValue else {
            throw SDJWTError(.digestMalformed, "expected '_sd' to be an array of strings")
        }
        var positions: [Int] = []
        for digest in digests {
            if let position = try position(for: digest) { positions.append(position) }
        }
        return positions.sorted().map { disclosures[$0] }
    }

    private mutating func disclosure(for digest: JSONValue) throws(SDJWTError) -> Disclosure? {
        try position(for: digest).map { disclosures[$0] }
    }

    /// Where the disclosure for a digest stands; nil when it is withheld, or the digest a decoy.
    private mutating func position(for digest: JSONValue) throws(SDJWTError) -> Int? {
        // In ASCII alone do dictionaries tell apart what the bytes tell apart.
        guard let text = digest.stringValue, text.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw SDJWTError(.digestMalformed, "expected a digest to be a string in base64url")
        }
        guard seen.insert(text).inserted else {
            throw SDJWTError(.duplicateDigest, "expected every digest once")
        }
        return waiting.removeValue(forKey: text)
    }

    private func check(_ depth: Int) throws(SDJWTError) {
        guard depth <= Self.maximumDepth else {
            throw SDJWTError(.tooDeep, "expected at most 32 containers in each other")
        }
    }
}

/// What processing gives.
struct ProcessedClaims {
    let claims: JSONObject
    /// Names of disclosed claims of the top level, in the order in which they were presented.
    let disclosedNames: [String]
    /// See `DisclosureProcessor.owners`.
    let owners: [String: String]
}

extension SDJWT {
    /// Holds the disclosures against the digests; says nothing about the signature.
    func process() throws(SDJWTError) -> ProcessedClaims {
        var processor = try DisclosureProcessor(disclosures)
        let claims = try processor.claims(of: payload)
        let top = Set(payload[ClaimNames.digests]?.arrayValue ?? [])
        let names = disclosures.filter { top.contains(.string($0.digest)) }.compactMap(\.name)
        return ProcessedClaims(
            claims: claims, disclosedNames: names, owners: processor.owners)
    }
}
