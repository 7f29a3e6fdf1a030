package import BlueButton
package import StrictJSON
package import Transport

/// A housing corporation's back office, as its own people use it.
package struct BackOffice: Sendable {
    let client: PublicClient
    let port: Int
    /// How long each of its calls may take.
    let patience: Duration

    package init(client: PublicClient, port: Int, patience: Duration = .seconds(10)) {
        self.client = client
        self.port = port
        self.patience = patience
    }

    private var origin: String { "http://127.0.0.1:\(port)" }

    /// Makes a request and returns its link.
    package func request(taxYear: Int, reference: String) async throws -> String {
        let body: JSONValue = [
            "template": "passend-toewijzen", "tax_year": .integer(Int64(taxYear)),
            "reference": .string(reference),
        ]
        let reply = try await client.post(
            origin + "/v1/requests", headers: [("Content-Type", "application/json")],
            body: body.bytes(), maximumBytes: 1 << 20, deadline: .now + patience)
        return try object(reply, status: 201).string("link")
    }

    /// A package with its claims; nil where there is none.
    func package(_ id: DocumentID) async throws -> JSONReader? {
        let reply = try await client.get(
            origin + "/v1/packages/\(id.text)", maximumBytes: 4 << 20,
            deadline: .now + patience)
        return reply.status == 404 ? nil : try object(reply, status: 200)
    }

    /// A package's evidence.
    package func evidence(_ id: DocumentID) async throws -> JSONReader {
        let reply = try await client.get(
            origin + "/v1/packages/\(id.text)/evidence", maximumBytes: 16 << 20,
            deadline: .now + patience)
        return try object(reply, status: 200)
    }

    private func object(_ reply: HTTPReply, status: Int) throws -> JSONReader {
        guard reply.status == status else {
            throw StoryError("expected the back office to answer \(status), not \(reply.status)")
        }
        return JSONReader(try JSONValue.parse(reply.body, maximumBytes: 16 << 20))
    }
}
