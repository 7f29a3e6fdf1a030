internal import HTTPTypes
internal import NIOHTTP1
internal import NIOHTTPTypesHTTP1

extension HTTPRequest {
    /// A request as NIO read it. Its target is kept as it is where it is a path, as in every request
    /// to an origin (RFC 9112, section 3.2.1); other forms are reduced to their path.
    ///
    /// - Throws: for a method or a target that HTTPTypes does not know.
    init(asReceived head: HTTPRequestHead) throws {
        guard head.uri.utf8.first == UInt8(ascii: "/") else {
            try self.init(head, secure: false, splitCookie: false)
            return
        }
        self.init(
            method: try Method(head.method), scheme: "http",
            authority: head.headers.first(name: "host"), path: head.uri,
            headerFields: HTTPFields(head.headers, splitCookie: false))
    }
}
