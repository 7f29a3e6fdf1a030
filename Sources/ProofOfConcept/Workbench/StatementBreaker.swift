import BlueButton
import JOSE
import OpenSSL
import PartySetup
import StrictJSON
import Trust

/// Makes a wrong statement of a right one, with the source's own seal where that is what is wrong.
struct StatementBreaker: Sendable {
    private static let type = "holdings+jwt"

    let sealer: Sealer
    let falseSeals: FalseSeals

    /// - Parameter folder: the test PKI.
    init(of party: String, in folder: String) throws {
        sealer = try Sealer(
            keyPEM: TextFile.text("\(folder)/\(party)/seal.key"),
            chainPEM: TextFile.text("\(folder)/\(party)/seal.pem"))
        falseSeals = try FalseSeals(of: party, in: folder)
    }

    /// The statement with one thing wrong.
    ///
    /// - Parameter mandate: the one that it answers.
    func broken(
        _ statement: String, by fault: DocumentFault, mandate: String, at now: UnixTime
    ) throws -> String {
        let jws = try CompactJWS(statement, maximumBytes: DocumentLimits.statement)
        guard
            var payload = try JSONValue.parse(
                signed: jws.payload, maximumBytes: DocumentLimits.statement
            ).objectValue
        else { throw StoryError("expected a statement's payload to be an object") }
        switch fault {
        case .wrongSignature:
            return Self.withOtherSignature(statement)
        case .wrongMandate:
            payload["mandate"] = DocumentHash(ofCharacters: "another mandate").json
            return try seal(payload, by: sealer)
        case .otherPerson:
            let asked = try Mandate.verify(mandate, at: now)
            let other = try Mandate.make(
                .holdings, directory: asked.directory, token: "the token of someone else",
                key: P256PrivateKey(), at: now)
            return try HoldingsStatement.seal([], answering: other, by: sealer, at: now)
        case .expiredCertificate:
            return try seal(payload, by: falseSeals.expired)
        case .revokedCertificate:
            return try seal(payload, by: falseSeals.revoked)
        case .clockOff:
            payload["iat"] = .integer(now.seconds + 7200)
            return try seal(payload, by: sealer)
        }
    }

    private func seal(_ payload: JSONObject, by sealer: Sealer) throws -> String {
        try SealedJWS.seal(payload, type: Self.type, by: sealer).text
    }

    private static func withOtherSignature(_ statement: String) -> String {
        let signature = statement.split(separator: ".").last ?? ""
        let first = signature.first == "A" ? "B" : "A"
        return statement.dropLast(signature.count) + first + signature.dropFirst()
    }
}
