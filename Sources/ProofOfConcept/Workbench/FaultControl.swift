package import PartySetup
import StrictJSON
import Transport

/// Sets and clears faults while everything runs, over the testers' control.
package struct FaultControl: Sendable {
    private let client: PublicClient
    private let mocks: Int
    /// Nil where nothing stands in front of the gateways.
    private let documents: Int?

    package init(_ stage: Stage) throws {
        client = try PublicClient(
            anchorsPEM: TextFile.text("\(stage.folder)/pki/trust/tls.pem"))
        mocks = stage.ports.control
        documents = stage.breaksDocuments ? stage.ports.documentFaults : nil
    }

    /// The control of what 'blauweknop-poc up' keeps running in a folder.
    ///
    /// - Throws: `setting-invalid` where nothing runs.
    package static func ofRunning(_ folder: String) async throws(SetupError) -> FaultControl {
        if let control = try? FaultControl(folder: folder) {
            if await control.answers() { return control }
            await control.close()
        }
        throw SetupError(
            .settingInvalid, "expected 'blauweknop-poc up' to run, with the folder '\(folder)'")
    }

    private init(folder: String) throws {
        client = try PublicClient(anchorsPEM: TextFile.text("\(folder)/pki/trust/tls.pem"))
        let settings = JSONReader(
            try JSONValue.parse(
                TextFile.bytes("\(folder)/config/workbench.json"), maximumBytes: 1 << 16))
        mocks = Int(try settings.integer("control"))
        documents = try settings.optionalInteger("document_faults").map { Int($0) }
    }

    package func close() async {
        await client.shutdown()
    }

    /// Puts these faults in the place of all; of two at one source the last counts.
    ///
    /// - Parameters:
    ///   - share: how many of a hundred requests they strike.
    ///   - seed: where the draws begin.
    package func set(_ faults: [FaultChoice], share: Int? = nil, seed: Int? = nil) async throws {
        var (atMocks, ofDocuments) = (JSONObject(), JSONObject())
        for fault in faults {
            var entry: JSONObject = ["fault": .string(fault.kind.name)]
            if let share { entry["share"] = .integer(Int64(share)) }
            if let seed { entry["seed"] = .integer(Int64(seed)) }
            if fault.isOfDocument {
                ofDocuments[fault.source] = .object(entry)
            } else {
                atMocks[fault.source] = .object(entry)
            }
        }
        guard documents != nil || ofDocuments.isEmpty else {
            throw SetupError(
                .settingInvalid,
                "expected faults of mocks only: documents break under 'up --break-documents'")
        }
        try await put(atMocks, "http://127.0.0.1:\(mocks)/mock/faults")
        if let documents { try await put(ofDocuments, "http://127.0.0.1:\(documents)/faults") }
    }

    /// Whether the mocks run.
    package func answers() async -> Bool {
        let reply = try? await client.get(
            "http://127.0.0.1:\(mocks)/v1/health", maximumBytes: 1 << 16,
            deadline: .now + .seconds(2))
        return reply?.status == 200
    }

    package func clear() async throws {
        try await set([])
    }

    private func put(_ faults: JSONObject, _ address: String) async throws {
        let reply = try await client.put(
            address, headers: [("Content-Type", "application/json")],
            body: JSONValue.object(faults).bytes(), maximumBytes: 1 << 16,
            deadline: .now + .seconds(10))
        guard reply.status == 204 else {
            let problem = try? JSONValue.parse(reply.body, maximumBytes: 1 << 16)
            let detail = problem.flatMap { JSONReader($0).member("detail")?.value.stringValue }
            throw SetupError(.settingInvalid, detail ?? "expected the faults to be taken")
        }
    }
}
