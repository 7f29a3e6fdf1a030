import StrictJSON

/// Which claims a kind of attestation has, and what shape each has: the one definition that the
/// source which makes them and everyone who reads them share.
///
/// A claim of which nothing is known is null. Members beside the named ones are ignored; a named one
/// that is absent or of another type is refused, a qualifier first of all. Of kinds that are not
/// ours only the names are judged.
enum ClaimSchema {
    /// Demands names and shapes of claims that are disclosed.
    ///
    /// - Throws: `claim-malformed`.
    static func check(
        _ claims: [(name: String, value: JSONValue)], of type: CredentialType
    ) throws(Refusal) {
        for (name, value) in claims {
            guard name.isIdentifier else {
                throw Refusal(.claimMalformed, "expected names of claims in ASCII")
            }
            do {
                switch type {
                case .brp: try checkPerson(name, value)
                case .bri: try checkIncome(name, value)
                default: break
                }
            } catch let error as JSONShapeError {
                throw Refusal(.claimMalformed, error.message)
            } catch {
                throw Refusal(
                    .claimMalformed,
                    "expected claims of '\(type)' with the values that its kind has")
            }
        }
    }

    /// Demands that claims are all that an attestation of this kind has.
    ///
    /// - Throws: `claim-malformed`.
    static func checkAll(
        _ claims: [(name: String, value: JSONValue)], of type: CredentialType
    ) throws(Refusal) {
        try check(claims, of: type)
        if let names = names(of: type), claims.map(\.name).sorted() != names.sorted() {
            throw Refusal(
                .claimMalformed, "expected every claim that '\(type)' always has, and no other")
        }
    }

    /// The names that an attestation of this kind always has; nil where they depend on the source.
    static func names(of type: CredentialType) -> [String]? {
        type == .brp ? PersonClaims.names : nil
    }

    private static func checkPerson(_ name: String, _ value: JSONValue) throws {
        guard PersonClaims.names.contains(name) else { throw unknown }
        if value != .null { try PersonClaims.check(name, JSONReader(value, at: name)) }
    }

    private static func checkIncome(_ name: String, _ value: JSONValue) throws {
        let reader = JSONReader(value, at: name)
        if name.hasPrefix("inkomen-") {
            let year = name.utf8.dropFirst("inkomen-".utf8.count)
            guard year.count == 4, year.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw unknown
            }
            guard value != .null else { return }
            let income = try IncomeClaim(reading: reader)
            guard IncomeClaim.name(income.belastingjaar) == name else {
                throw reader.fail("the tax year of the claim's name")
            }
        } else {
            guard name.hasPrefix("onder-"), name != "onder-" else { throw unknown }
            guard value != .null else { return }
            let limit = try LimitClaim(reading: reader)
            guard isSame(LimitClaim.name(limit.limit), name) else {
                throw reader.fail("the limit of the claim's name")
            }
        }
    }

    private static let unknown = Refusal(
        .claimMalformed, "expected claims that this kind of attestation has")
}
