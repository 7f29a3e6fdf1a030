import Foundation
import Hummingbird
import StrictJSON
import Testing
import Transport

@testable import HousingReceiver

struct OpenAPITests {
    /// The document, found by walking up from this file.
    private func document() throws -> JSONReader {
        var parent = #filePath[...]
        while let slash = parent.lastIndex(of: "/") {
            parent = parent[..<slash]
            let path = "\(parent)/docs/openapi/receiver.json"
            if let data = FileManager.default.contents(atPath: path) {
                return JSONReader(try JSONValue.parse([UInt8](data), maximumBytes: 1 << 20))
            }
        }
        throw JSONReader(.null).fail("docs/openapi/receiver.json in the project")
    }

    private func routes(_ router: Router<AppContext>) -> Set<String> {
        Set(
            router.routes.map { route in
                let path = route.path.description.split(separator: "/")
                    .map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0) }
                return "\(route.method.rawValue) /\(path.joined(separator: "/"))"
            })
    }

    @Test func `the description has every route of both doors, and no other`() async throws {
        let corporation = try await Corporation()
        let open = PublicAPI(
            requests: corporation.requests, packages: corporation.packages,
            confirmations: corporation.confirmations, withdrawals: corporation.withdrawals,
            store: corporation.store)
        let office = BackOfficeAPI(
            requests: corporation.requests, applications: corporation.applications,
            confirmations: corporation.confirmations,
            archive: corporation.archive, store: corporation.store)
        let served = routes(open.router(openAPI: [])).union(
            routes(office.router(isPlain: true, openAPI: [])))
        let methods: Set<String> = ["get", "post", "put", "delete"]
        let described = try document().object("paths").members.flatMap { path, item in
            item.members.filter { methods.contains($0.0) }.map { method, _ in
                "\(method.uppercased()) \(path)"
            }
        }
        #expect(served == Set(described))
    }
}
