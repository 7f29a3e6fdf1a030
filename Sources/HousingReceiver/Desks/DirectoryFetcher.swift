import BlueButton
import Transport

/// The directory cannot be had at this moment; nothing is said about what was asked.
struct DirectoryUnavailable: Error, Sendable {
    static let message = "expected the directory to be obtainable; try again later"
}

/// Fetches directories from the service, which only serves them: the reader verifies.
struct DirectoryFetcher: Sendable {
    private let client: PublicClient
    /// The service's origin; nil for that of the current directory.
    private let service: Origin?

    init(client: PublicClient, service: Origin?) {
        self.client = client
        self.service = service
    }

    /// The newest directory's text.
    func newest(from current: String?) async throws(DirectoryUnavailable) -> String {
        guard let text = try await get("/v1/directory", from: current) else {
            throw DirectoryUnavailable()
        }
        return text
    }

    /// The text of a directory by its hash; nil where the service does not have it.
    func directory(
        _ hash: DocumentHash, from current: String?
    ) async throws(DirectoryUnavailable) -> String? {
        try await get("/v1/directories/\(hash.text)", from: current)
    }

    private func get(
        _ path: String, from current: String?
    ) async throws(DirectoryUnavailable) -> String? {
        guard let origin = service?.text ?? current else { throw DirectoryUnavailable() }
        let reply: HTTPReply
        do {
            reply = try await client.get(
                origin + path, maximumBytes: DocumentLimits.directory,
                deadline: .now + .seconds(5))
        } catch {
            throw DirectoryUnavailable()
        }
        if reply.status == 404 { return nil }
        guard reply.status == 200, let text = String(validating: reply.body, as: UTF8.self) else {
            throw DirectoryUnavailable()
        }
        return text
    }
}
