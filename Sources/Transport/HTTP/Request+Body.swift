package import Hummingbird
internal import HTTPTypes
internal import NIOHTTP1

extension Request {
    /// The whole body, read once.
    ///
    /// - Parameters:
    ///   - bytes: the bound; a body over it is a 413, before it is read where its length is told.
    ///   - time: from this call to the last byte; a body that dribbles in longer is a 408. Without
    ///     one the server's `bodyTime` counts, from the end of the headers.
    /// - Throws: `Problem` only; a body that ends before its `Content-Length` is a 400.
    package func body(upTo bytes: Int, within time: Duration? = nil) async throws(Problem)
        -> [UInt8]
    {
        let told = headers[.contentLength].flatMap { Int($0) }
        if let told, told > bytes { throw .tooLarge(bytes) }
        let outcome: Result<[UInt8], Problem>
        if let time {
            outcome = await withTaskGroup(of: Result<[UInt8], Problem>.self) { group in
                group.addTask { await collect(upTo: bytes, told: told) }
                group.addTask {
                    try? await Task.sleep(for: time)
                    return .failure(.bodyTimeout)
                }
                let first = await group.next()
                group.cancelAll()
                return first ?? .failure(.bodyTimeout)
            }
        } else {
            outcome = await collect(upTo: bytes, told: told)
        }
        return try outcome.get()
    }

    /// The whole body within the limits of the server.
    package func body(_ context: AppContext) async throws(Problem) -> [UInt8] {
        try await body(upTo: context.limits.bodyBytes)
    }

    /// Refuses with 415 unless there is one `Content-Type` and it is this one, parameters aside.
    package func requireContentType(_ expected: String) throws(Problem) {
        guard headers[values: .contentType].count == 1, let sent = headers[.contentType],
            MediaTypes.essence(sent) == expected.lowercased()
        else { throw .contentType(expected: expected) }
    }

    /// The fields of a form: 415 for another type, 400 for what `FormBody` refuses.
    package func form(upTo bytes: Int, within time: Duration? = nil) async throws(Problem) -> [(
        String, String
    )] {
        try requireContentType(FormBody.contentType)
        let body = try await body(upTo: bytes, within: time)
        do {
            return try FormBody.parse(body)
        } catch {
            throw .malformed(error.message)
        }
    }

    /// The fields of the query string: 400 for what `FormBody` refuses.
    package func query() throws(Problem) -> [(String, String)] {
        do {
            return try FormBody.parse(uri.query ?? "")
        } catch {
            throw .malformed(error.message)
        }
    }

    private func collect(upTo bytes: Int, told: Int?) async -> Result<[UInt8], Problem> {
        var collected: [UInt8] = []
        if let told { collected.reserveCapacity(told) }
        do {
            for try await part in body {
                guard collected.count + part.readableBytes <= bytes else {
                    return .failure(.tooLarge(bytes))
                }
                collected.append(contentsOf: part.readableBytesView)
            }
        } catch {
            return .failure(Self.problem(for: error))
        }
        if let told, told != collected.count { return .failure(.malformedRequest) }
        return .success(collected)
    }

    static func problem(for error: any Error) -> Problem {
        switch error {
        case is BodyTimePassed: .bodyTimeout
        case is HTTPParserError: .malformedRequest
        case is CancellationError: .stopping
        default: .malformedRequest
        }
    }
}

/// Thrown into a body that is still being read when the server's `bodyTime` passes.
struct BodyTimePassed: Error {}
