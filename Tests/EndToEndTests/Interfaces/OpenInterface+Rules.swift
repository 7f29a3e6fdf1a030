import StrictJSON
import TestKit
import Transport

extension OpenInterface {
    /// What is not as a rule wants.
    func violations(of rule: DesignRule) async throws -> Set<String> {
        switch rule {
        case .noTrailingSlash: try await trailingSlashes()
        case .kebabCase:
            try Set(
                operations().map(\.path).filter { path in
                    path != "/v1/openapi.json"
                        && path.wholeMatch(of: /(\/([a-z0-9]+(-[a-z0-9]+)*|\{[^}]+\}))+/) == nil
                })
        case .camelCase:
            try Set(
                parameters().filter { $0.place == "query" }.map(\.name)
                    .filter { $0.wholeMatch(of: /[a-z][a-z\d]*([A-Z][a-z\d]*)*/) == nil })
        case .dateFormat: Self.dates(in: document)
        case .dateAlone:
            Self.all("format", in: document).contains(.string("date-time")) ? ["date-time"] : []
        case .problemDetails: try await problems()
        case .invalidInput: try await invalidInput()
        case .openAPI: try openAPI()
        case .contact:
            try Set(
                ["name", "email", "url"].filter {
                    try document.object("info").object("contact").string($0).isEmpty
                })
        case .publishOpenAPI: published()
        case .uriVersion: try unversioned()
        case .semver:
            try document.object("info").string("version")
                .wholeMatch(of: /(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)/) == nil
                ? ["info.version"] : []
        case .versionHeader: try await versions()
        case .tls: try await oldTLS()
        case .securityHeaders: try await unsafeHeaders()
        case .cors:
            try await Set(
                answers().filter { $0.reply.headers["Access-Control-Allow-Origin"] != nil }
                    .map(\.path))
        }
    }

    /// Answers of each kind: good, unknown, refused.
    private func answers() async throws -> [(path: String, reply: HTTPReply)] {
        var all: [(String, HTTPReply)] = []
        for path in ["/v1/health", "/", "/v1/unknown", "/v1/health/"] {
            all.append(
                (path, try await get(path, headers: [("Origin", "https://page.example")])))
        }
        let posting = try operations().filter { $0.method == "post" && !$0.path.contains("{") }
        for operation in posting {
            all.append(
                (operation.path, try await post(operation.path, "{", type: "application/json")))
        }
        all.append(("/v1/health", try await post("/v1/health", "", type: "text/plain")))
        return all
    }

    private func trailingSlashes() async throws -> Set<String> {
        var found = Set(try operations().map(\.path).filter { $0.hasSuffix("/") })
        for operation in try operations() where operation.method == "get" {
            let path = operation.path.replacing(/\{[^}]+\}/, with: "AAAAAAAAAAAAAAAAAAAAAA") + "/"
            let reply = try await get(path)
            if reply.status != 404 || code(of: reply) != "not-found" { found.insert(path) }
        }
        return found
    }

    private func problems() async throws -> Set<String> {
        var found: Set<String> = []
        for (path, reply) in try await answers() where reply.status >= 400 {
            let members = try? JSONValue.parse(reply.body, maximumBytes: 1 << 16).objectValue
            let isWhole =
                members?["status"] == .integer(Int64(reply.status))
                && members?["title"]?.stringValue != nil && members?["detail"]?.stringValue != nil
            if reply.mediaType != "application/problem+json" || !isWhole { found.insert(path) }
        }
        for (place, response) in try responses() where place.status >= 400 {
            let content = response.member("content")?.member("application/problem+json")
            if content == nil { found.insert("\(place.path) \(place.status)") }
        }
        return found
    }

    private func invalidInput() async throws -> Set<String> {
        var found: Set<String> = []
        for (method, path, operation) in try operations() {
            let takes = operation.member("parameters") != nil || method != "get"
            if takes, operation.member("responses")?.member("400") == nil { found.insert(path) }
        }
        for (path, reply) in try await answers() where path != "/v1/health" {
            // Who is not known, or sends another type, is told that first.
            if ![400, 401, 404, 415].contains(reply.status) { found.insert(path) }
        }
        return found
    }

    private func openAPI() throws -> Set<String> {
        var found: Set<String> = []
        if try !document.string("openapi").hasPrefix("3.") { found.insert("openapi") }
        if try operations().count < 3 { found.insert("paths") }
        for reference in Self.all("$ref", in: document) {
            let names = (reference.stringValue ?? "").split(separator: "/").dropFirst()
            let target = names.reduce(document as JSONReader?) { $0?.member(String($1)) }
            if target == nil { found.insert(reference.stringValue ?? "$ref") }
        }
        return found
    }

    private func published() -> Set<String> {
        let isFine =
            served.status == 200 && served.mediaType == "application/json"
            && served.headers["Access-Control-Allow-Origin"] == "*"
        return isFine ? [] : ["/v1/openapi.json"]
    }

    private func unversioned() throws -> Set<String> {
        var found: Set<String> = []
        for server in try document.array("servers") {
            let url = try server.string("url")
            if url.firstMatch(of: /\/v\d+$/) == nil { found.insert(url) }
        }
        for (path, item) in try document.object("paths").members where item.member("servers") != nil
        {
            found.insert(path)
        }
        return found
    }

    private func versions() async throws -> Set<String> {
        var found: Set<String> = []
        let version = try document.object("info").string("version")
        for (path, reply) in try await answers() where reply.headers["API-Version"] != version {
            found.insert(path)
        }
        for (place, response) in try responses()
        where response.member("headers")?.member("API-Version") == nil {
            found.insert("\(place.path) \(place.status)")
        }
        return found
    }

    private func oldTLS() async throws -> Set<String> {
        if isPlain { return ["plain HTTP"] }
        var found: Set<String> = []
        for (version, isRight) in [("-tls1_3", true), ("-tls1_2", false)] {
            let ended = try await Command(
                path: "/usr/bin/openssl",
                arguments: ["s_client", "-connect", "localhost:\(port)", version, "-brief"]
            ).run()
            let isConnected = ended.told.contains("CONNECTION ESTABLISHED")
            if isConnected != isRight { found.insert(version) }
        }
        return found
    }

    private func unsafeHeaders() async throws -> Set<String> {
        var found: Set<String> = []
        for (path, reply) in try await answers() {
            var wanted = [
                "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
                "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
                "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
            ]
            if !isPlain { wanted["Strict-Transport-Security"] = "max-age=31536000" }
            for (name, value) in wanted where reply.headers[name] != value {
                found.insert("\(path) \(name)")
            }
            if reply.headers["Content-Type"] == nil { found.insert("\(path) Content-Type") }
        }
        return found
    }

    // MARK: Parts

    private func code(of reply: HTTPReply) -> String? {
        (try? JSONValue.parse(reply.body, maximumBytes: 1 << 16))?.objectValue?["code"]?.stringValue
    }

    private func parameters() throws -> [(name: String, place: String)] {
        try operations().flatMap { _, _, operation in
            try (operation.optionalArray("parameters") ?? []).map {
                (try $0.string("name"), try $0.string("in"))
            }
        }
    }

    private func responses() throws -> [((path: String, status: Int), JSONReader)] {
        try operations().flatMap { _, path, operation in
            try operation.object("responses").members.map { status, response in
                ((path, Int(status) ?? 0), response)
            }
        }
    }

    /// Times of ours are numbers, as our documents have them.
    private static func dates(in document: JSONReader) -> Set<String> {
        var found = Set(
            all("format", in: document).compactMap(\.stringValue)
                .filter { !["date", "date-time", "time-local"].contains($0) })
        let told = all("description", in: document).compactMap(\.stringValue)
        if told.contains(where: { $0.contains("Seconds since 1970") }) {
            found.insert("seconds since 1970")
        }
        return found
    }

    /// Every value of a member with this name, wherever it stands.
    private static func all(_ name: String, in reader: JSONReader) -> [JSONValue] {
        let below = reader.members.map(\.1) + ((try? reader.asArray()) ?? [])
        let own = reader.member(name).map { [$0.value] } ?? []
        return own + below.flatMap { all(name, in: $0) }
    }
}
