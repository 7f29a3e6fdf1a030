import BlueButton
import ReleaseKit
import StrictJSON
import Testing
import Transport

@testable import CitizenService

/// The citizen's list of consents, in pages.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct ConsentPageTests {
    @Test func `every consent stands on one page, newest first, also of those given meanwhile`()
        async throws
    {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let count = ServiceAPI.pageSize * 2 + 1
            var given: [String] = []
            for _ in 0..<count {
                let (release, body) = try await caller.release()
                #expect(try await caller.post("/v1/releases", body).status == 201)
                given.append(release.consent.id.text)
            }
            var found: [String] = []
            var path = "/v1/consents"
            var pages = 0
            while pages < 10 {
                let page = try await caller.get(path)
                let rows = page.json["consents"]?.arrayValue ?? []
                #expect(rows.count <= ServiceAPI.pageSize)
                found += rows.compactMap { $0.objectValue?["id"]?.stringValue }
                pages += 1
                if pages == 1 {
                    // One that is given meanwhile stands before the first page.
                    let (_, body) = try await caller.release()
                    #expect(try await caller.post("/v1/releases", body).status == 201)
                }
                guard let next = page.json["next"]?.stringValue else { break }
                path = "/v1/consents?before=\(next)"
            }
            #expect(pages == 3)
            #expect(found == given.reversed())
        }
    }

    @Test(arguments: [
        ("", 400, "malformed"), ("999993653", 400, "malformed"),
        ("AAAAAAAAAAAAAAAAAAAAAA", 404, "consent-unknown"),
    ])
    func `a page after what is not there is refused`(
        before: String, status: Int, code: String
    ) async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let reply = try await caller.get("/v1/consents?before=\(before)")
            QueryTests.expect(reply, status, code)
            if !before.isEmpty { #expect(!reply.text.contains(before)) }
        }
    }

    @Test func `a page after someone else's consent is refused`() async throws {
        try await RunningService.whileRunning { service in
            let caller = try Caller(service)
            let (release, body) = try await caller.release()
            _ = try await caller.post("/v1/releases", body)
            let other = try Caller(service, ["sub": "Another-Citizen-1234567"])
            QueryTests.expect(
                try await other.get("/v1/consents?before=\(release.consent.id.text)"), 404,
                "consent-unknown")
        }
    }
}
