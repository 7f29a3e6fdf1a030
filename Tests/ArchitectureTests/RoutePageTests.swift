import Foundation
import Testing

/// docs/protocol.md names every route that the programs serve, and no other.
///
/// The routes are those of docs/openapi, which other tests hold to what the programs print and
/// answer; both are made of the operations that the routers register.
@Suite struct RoutePageTests {
    /// Which row of the page's table stands for which document.
    private static let rows = [
        "service": "service", "gateway (mTLS)": "gateway", "receiver, public": "receiver",
        "receiver, back office": "back-office",
    ]

    private let page: [Substring]

    init() throws {
        page = try SourceTree.text("docs/protocol.md").split(separator: "\n")
    }

    /// The routes of an interface, as `GET /v1/health`.
    private static func served(_ document: String) throws -> Set<String> {
        let text = try SourceTree.text("docs/openapi/\(document).json")
        let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let paths = try #require(json?["paths"] as? [String: [String: Any]])
        let usual = try #require(base(json))
        return Set(
            paths.flatMap { path, item in
                item.keys.filter { $0 != "servers" }.map {
                    "\($0.uppercased()) \(base(item) ?? usual)\(path)"
                }
            })
    }

    /// What stands before the paths: that of all, or of one where it has its own.
    private static func base(_ json: [String: Any]?) -> String? {
        let servers = json?["servers"] as? [[String: String]]
        return servers?.first?["url"].map { $0 == "/" ? "" : $0 }
    }

    /// The routes that a row of the table names.
    private func told(_ row: String) throws -> [String] {
        let line = try #require(page.first { $0.hasPrefix("| \(row) | ") })
        return PrintedRoutes.routes(in: line.dropFirst(row.count + 5))
    }

    @Test(arguments: rows.keys.sorted()) func `the table has the routes of`(row: String) throws {
        let served = try Self.served(#require(Self.rows[row]))
        #expect(served.count > 3)
        let told = try told(row) + told("all")
        #expect(Set(told).count == told.count, "a route twice")
        #expect(served.subtracting(told) == [], "not on the page")
        #expect(Set(told).subtracting(served) == [], "served by nobody")
    }

    @Test func `no other route stands on the page`() throws {
        let served = try Self.rows.values.reduce(into: Set<String>()) {
            $0.formUnion(try Self.served($1))
        }
        let paths = Set(served.map { $0.drop { $0 != " " }.dropFirst() })
        var count = 0
        for line in page {
            for route in PrintedRoutes.mentions(in: line) {
                count += 1
                let isServed =
                    route.contains(" ")
                    ? served.contains(route) : paths.contains(Substring(route))
                #expect(isServed, "\(route)")
            }
        }
        #expect(count > 50)
    }

    @Test func `routes are read as the page writes them`() {
        #expect(
            PrintedRoutes.routes(in: "`POST`, `GET /a`; `DELETE /b/{id}`, `/c` (all), `x`") == [
                "POST /a", "GET /a", "DELETE /b/{id}", "DELETE /c",
            ])
        #expect(
            PrintedRoutes.mentions(in: "`GET /v1/a?from=&to=`, `/v1/b {c}`, `/etc`, `/confirm`.")
                == [
                    "GET /v1/a", "/v1/b", "/confirm",
                ])
    }
}

/// Routes as a page writes them, between backticks.
private enum PrintedRoutes {
    private static func quoted(_ text: some StringProtocol) -> [String] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }

    /// Those of a row: a method counts for the paths behind it, too.
    static func routes(in row: some StringProtocol) -> [String] {
        var (methods, routes): ([String], [String]) = ([], [])
        var isOpen = false
        for text in quoted(row) {
            let words = text.split(separator: " ").map(String.init)
            let method = words.first.flatMap { $0.allSatisfy(\.isUppercase) ? $0 : nil }
            if let method {
                methods = isOpen ? methods + [method] : [method]
                isOpen = words.count == 1
            }
            if let path = words.last, path.hasPrefix("/") {
                routes += methods.map { "\($0) \(path)" }
            }
        }
        return routes
    }

    /// Those of a line, with their method where it stands there, without what is asked of them.
    static func mentions(in line: some StringProtocol) -> [String] {
        quoted(line).compactMap { text in
            let words = text.split(separator: " ")
            let hasMethod = words.first?.allSatisfy(\.isUppercase) == true
            guard let path = words.dropFirst(hasMethod ? 1 : 0).first?.prefix(while: { $0 != "?" }),
                ["/v1/", "/r/", "/confirm", "/privacy"].contains(where: { path.hasPrefix($0) })
            else { return nil }
            return hasMethod ? "\(words[0]) \(path)" : String(path)
        }
    }
}
