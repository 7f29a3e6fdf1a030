package import Hummingbird
internal import HTTPTypes
package import StrictJSON

extension Response {
    /// A document of any media type.
    package static func document(
        _ bytes: [UInt8], contentType: String, status: HTTPResponse.Status = .ok,
        headers: HTTPFields = HTTPFields()
    ) -> Response {
        var fields = headers
        fields[.contentType] = contentType
        return Response(
            status: status, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A JSON document, compact.
    package static func json(
        _ value: JSONValue, status: HTTPResponse.Status = .ok, headers: HTTPFields = HTTPFields()
    ) -> Response {
        document(value.bytes(), contentType: "application/json", status: status, headers: headers)
    }
}
