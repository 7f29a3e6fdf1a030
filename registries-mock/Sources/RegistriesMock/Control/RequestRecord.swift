package import StrictJSON

/// A request as it is remembered for testers: nothing personal, no query string, no body.
package struct RequestRecord: Sendable, Hashable {
    package let mock: MockName
    package let method: String
    package let path: String
    package let status: Int
    /// The OIN of the organisation that asked; nil where none is demanded.
    package let peer: String?

    package var json: JSONObject {
        [
            "mock": .string(mock.rawValue), "method": .string(method), "path": .string(path),
            "status": .integer(Int64(status)), "peer": peer.map { .string($0) } ?? .null,
        ]
    }
}
