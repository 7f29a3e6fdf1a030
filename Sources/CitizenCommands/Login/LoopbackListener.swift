import BlueButton
import HTTPTypes
import Hummingbird
import Logging
import Transport

/// Waits on this machine for the browser to come back from the login page (RFC 8252 section 7.3).
enum LoopbackListener {
    /// The path that the identity provider sends the browser to.
    static let path = "/callback"

    /// Listens on a free port, hands its address to `begin`, and waits for the answer.
    ///
    /// - Returns: the parameters of the first answer that `accept` takes; others are told to try
    ///   again, so that no other program on this machine can end a login.
    static func answer(
        language: Language, within patience: Duration, logger: Logger,
        accept: @escaping @Sendable ([(String, String)]) -> Bool,
        begin: @escaping @Sendable (_ redirect: String) async throws -> Void
    ) async throws -> [(String, String)] {
        let (answers, report) = AsyncStream.makeStream(of: [(String, String)].self)
        let router = Router(context: AppContext.self)
        router.get(RouterPath(path)) { request, _ in
            let fields = try request.query()
            let isOurs = accept(fields)
            if isOurs { report.yield(fields) }
            return Self.page(language, isDone: isOurs)
        }
        let server = HTTPServer(
            name: "login", router: router, address: ServerAddress(host: "127.0.0.1", port: 0),
            tls: nil, clients: .none, logger: logger)
        return try await ServerGroup.whileRunning([server], grace: .seconds(2), logger: logger) {
            ports in
            try await begin("http://127.0.0.1:\(ports[0])\(path)")
            let timer = Task {
                try? await Task.sleep(for: patience)
                report.finish()
            }
            defer { timer.cancel() }
            for await answer in answers { return answer }
            throw CitizenError(
                .notLoggedIn, code: "login-timeout", "expected the login within five minutes",
                hint: .logInAgain)
        }
    }

    private static func page(_ language: Language, isDone: Bool) -> Response {
        let text = Texts(language).loginPage(isDone: isDone)
        let html = """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Blauwe Knop</title>
            <main><h1>Blauwe Knop</h1><p>\(text)</p></main>

            """
        return Response.document(
            Array(html.utf8), contentType: "text/html; charset=utf-8",
            status: isDone ? .ok : .badRequest)
    }
}
