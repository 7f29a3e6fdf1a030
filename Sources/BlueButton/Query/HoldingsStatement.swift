import JOSE
public import OpenSSL
import StrictJSON
public import Trust

/// What a source says it holds about the citizen (`typ: holdings+jwt`, source's seal), verified.
public struct HoldingsStatement: Sendable {
    static let type = "holdings+jwt"

    public let text: String
    public let identity: DocumentIdentity
    /// The mandate that it answers.
    public let mandate: DocumentHash
    public let holdings: [Holding]
    /// Who sealed.
    public let seal: SealChain

    /// Whether the source holds anything.
    public var holds: Bool { !holdings.isEmpty }

    /// Verifies a statement as the answer of one source to one mandate.
    ///
    /// - Throws: `organisation-mismatch` for another's seal, `statement-mismatch` for another
    ///   mandate, a time outside its life, or a category that is not the source's.
    public static func verify(
        _ text: String, from source: DirectorySource, to mandate: Mandate, trust: TrustStore,
        at time: UnixTime
    ) throws(Refusal) -> HoldingsStatement {
        let sealed = try SealedJWS.verify(
            text, type: type, role: .source, maximumBytes: DocumentLimits.statement,
            trust: trust, at: time)
        try sealed.seal.belongs(to: source.oin)
        let statement = try HoldingsStatement(sealed, at: time)
        guard statement.mandate == mandate.hash else {
            throw Refusal(.statementMismatch, "expected a statement that answers this mandate")
        }
        let issuedAt = statement.identity.issuedAt
        guard mandate.identity.issuedAt - 60 <= issuedAt, issuedAt <= mandate.expires + 60 else {
            throw Refusal(
                .statementMismatch, "expected a statement made during the mandate's life")
        }
        let isListed = statement.holdings.allSatisfy { holding in
            source.categories.contains { isSame($0, holding.category) }
        }
        guard isListed else {
            throw Refusal(
                .statementMismatch, "expected categories that the directory lists for the source")
        }
        return statement
    }

    private init(_ sealed: SealedJWS, at time: UnixTime) throws(Refusal) {
        let payload = sealed.payload
        identity = try DocumentIdentity(reading: payload, signedBy: sealed.seal.uri, at: time)
        let holds: Bool
        (mandate, holds, holdings) = try refusing {
            (
                try payload.hash("mandate"), try payload.bool("holds"),
                try payload.array("holdings").map { try Holding(reading: $0) }
            )
        }
        guard holds == !holdings.isEmpty else {
            throw Refusal(.malformed, "expected 'holds' exactly when there are holdings")
        }
        text = sealed.jws.text
        seal = sealed.seal
    }

    /// Seals the statement that answers a mandate.
    ///
    /// - Throws: `too-large` where it exceeds 8 KiB.
    public static func seal(
        _ holdings: [Holding], answering mandate: Mandate, by sealer: Sealer, at time: UnixTime
    ) throws(Refusal) -> String {
        let identity = try DocumentIdentity(issuer: sealer.uri, issuedAt: time)
        var payload = identity.json
        payload["mandate"] = mandate.hash.json
        payload["holds"] = .bool(!holdings.isEmpty)
        payload["holdings"] = .array(holdings.map(\.json))
        let text = try SealedJWS.seal(payload, type: type, by: sealer).text
        guard text.utf8.count <= DocumentLimits.statement else {
            throw Refusal(.tooLarge, "expected a statement of at most 8 KiB")
        }
        return text
    }
}
