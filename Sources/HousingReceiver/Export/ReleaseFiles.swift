import BlueButton
import DocumentCheck
import JOSE
import OpenSSL
import StrictJSON
import Trust

/// What the evidence of a package says for the README and the log's files beside it.
struct ReleaseFiles {
    /// The queries that the response answers; none where the data is deleted.
    let queries: [String]
    /// When the release was stored, where the response answers every query of the request.
    let release: UnixTime?
    let logFiles: [(name: String, bytes: [UInt8])]

    /// Verifies registration and directory, at the time of the registration.
    init(_ evidence: JSONReader, trust: TrustStore) throws {
        let text = Array(try evidence.string("registration").utf8)
        let time = DocumentTimestamp.claimedTime(
            of: text, maximumBytes: DocumentLimits.registration)
        let registration = try Registration.verify(
            text, trust: trust, at: time ?? UnixTime(seconds: 1))
        let directory = try Directory.verify(
            evidence.string("directory"), trust: trust, at: registration.timestamp.time)
        logFiles = try EvidenceFiles.log(
            of: registration.log, by: directory.log.verifierKey())
        let request = try CompactJWS(
            evidence.string("request"), maximumBytes: DocumentLimits.request)
        let asked = try JSONReader(
            JSONValue.parse(request.payload, maximumBytes: DocumentLimits.request)
        ).object("dcql_query").array("credentials")
        let answered = try evidence.nullableString("response").map {
            try JSONReader(JSONValue.parse($0, maximumBytes: DocumentLimits.package))
                .object("vp_token").members.map(\.0)
        }
        queries = answered ?? []
        release = queries.count == asked.count ? registration.identity.issuedAt : nil
    }
}
