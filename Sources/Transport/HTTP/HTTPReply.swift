/// A whole answer, as either client returns it.
package struct HTTPReply: Sendable {
    /// The status code. Redirects are answers like any other: no client here follows them.
    package let status: Int
    package let headers: HeaderList
    package let body: [UInt8]

    package init(status: Int, headers: HeaderList, body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The media type in lower case without its parameters; nil without one `Content-Type`.
    package var mediaType: String? {
        headers["content-type"].map(MediaTypes.essence)
    }
}
