import TestKit
import Testing

/// The mocks' interfaces, tried by schemathesis (PyPI), which makes requests of the OpenAPI
/// documents that they serve: no server error, and no answer that a document does not have.
@Suite(
    .serialized, .timeLimit(.minutes(10)),
    .enabled(
        if: Command.python != nil && Ground.programs != nil,
        "skipped: scripts/test hands over the programs, and a Python with the tools"))
struct SchemathesisTests {
    @Test func `BRP, BRI and other registers answer as their documents say`() async throws {
        let run = try await Command(
            path: "\(Ground.root)/scripts/schemathesis",
            arguments: ["--max-examples", "25", "--seed", "20261123", "--no-color"]
        ).run()
        #expect(run.code == 0, "\(run.output.suffix(4000)) \(run.errors.suffix(1000))")
        #expect(run.output.ranges(of: "No issues found").count == 3)
    }
}
