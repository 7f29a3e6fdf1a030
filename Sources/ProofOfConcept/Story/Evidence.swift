import BlueButton
import JOSE
import OpenSSL
import StrictJSON

/// What the corporation keeps of one release: the documents, as it exports them.
struct Evidence: Sendable {
    let directory: String
    let request: String
    let package: String
    /// The decrypted response.
    let response: String
    let consent: String
    let registration: String
    let receipt: String
    /// Where the access log has the consent's entry.
    let log: LogInclusion
    /// When the service stored the release, as its registration says.
    let releasedAt: UnixTime

    init(reading reader: JSONReader) throws {
        directory = try reader.string("directory")
        request = try reader.string("request")
        package = try reader.string("package")
        response = try reader.string("response")
        consent = try reader.string("consent")
        registration = try reader.string("registration")
        receipt = try reader.string("receipt")
        let jws = try FlattenedJWS(
            Array(registration.utf8), maximumBytes: DocumentLimits.registration)
        let payload = try JSONValue.parse(
            signed: jws.payload, maximumBytes: DocumentLimits.registration)
        log = try LogInclusion(json: JSONReader(payload).object("log"))
        releasedAt = UnixTime(seconds: try JSONReader(payload).integer("iat"))
    }
}
