import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import Sovereignty
import StrictJSON

/// Sources that answer as a test says.
struct ScriptedSource: Source {
    typealias Script =
        @Sendable (_ source: DirectorySource, _ mandate: String, _ token: String)
        async throws(SourceFailure) -> String

    let script: Script

    init(_ script: @escaping Script) { self.script = script }

    func holdings(
        of source: DirectorySource, mandate: String, token: String,
        deadline: ContinuousClock.Instant
    ) async throws(SourceFailure) -> String {
        try await script(source, mandate, token)
    }

    func attestation(
        of source: DirectorySource, mandate: String, token: String,
        deadline: ContinuousClock.Instant
    ) async throws(SourceFailure) -> String {
        throw SourceFailure(.invalidAnswer)
    }
}

/// Statements and mandates for tests.
enum Query {
    static let token = "the-sources-token"
    static let subject = "citizen-at-the-service"

    static func mandate(
        _ world: ReleaseWorld, order: MandateOrder = .holdings, directory: Directory? = nil
    ) throws -> Mandate {
        try Mandate.make(
            order, directory: (directory ?? world.directory).hash, token: token,
            key: P256PrivateKey(), at: world.time)
    }

    static func holding(_ category: String, label: String = "Label") -> Holding {
        Holding(
            category: category, label: LocalizedText(nl: label, en: label), records: 1,
            since: "2020-01", updated: nil, purpose: LocalizedText(nl: "Doel", en: "Purpose"),
            legalBasis: "Wet", retention: "P1Y", recipients: ["Gemeenten"])
    }

    /// A statement by the seal of a party.
    static func statement(
        _ holdings: [Holding], to mandate: Mandate, by slug: String, _ world: ReleaseWorld,
        at time: UnixTime? = nil
    ) throws -> String {
        try HoldingsStatement.seal(
            holdings, answering: mandate, by: world.sealer(slug), at: time ?? world.time)
    }

    static func tokens(_ directory: Directory) -> [OIN: String] {
        Dictionary(
            uniqueKeysWithValues: directory.sources.map { ($0.oin, "token for \($0.slug)") })
    }
}
