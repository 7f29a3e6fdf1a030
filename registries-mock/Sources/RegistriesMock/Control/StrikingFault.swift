import HTTPTypes
import Hummingbird
import ServiceLifecycle
import Transport

/// Makes a fault of one request.
struct StrikingFault: Sendable {
    /// Thrown into an answer to end its connection.
    struct BrokenOff: Error {}

    let fault: Fault
    let context: AppContext

    /// The answer that the request gets, from the right one.
    func answer(_ right: () async throws -> Response) async throws -> Response {
        if fault.delay > 0 { try await Self.wait(.milliseconds(fault.delay)) }
        if fault.silent {
            try await Self.wait(.seconds(600))
            await context.resetConnection()
        }
        if let status = fault.status {
            return Problem(
                status: .init(code: status), code: "mock-fault", title: "Fault on purpose",
                detail: "expected this: a tester set it"
            ).response()
        }
        if fault.garbage || fault.shape {
            let text = fault.garbage ? "{\"mock\": garbage" : "{\"mock\": [\"shape\"]}"
            return .document(Array(text.utf8), contentType: RegistryExchange.contentType)
        }
        var response = try await right()
        if let type = fault.contentType { response.headers[.contentType] = type }
        if fault.drip || fault.close || fault.reset {
            response.body = broken(try await CollectedBody.bytes(of: response.body))
        }
        return response
    }

    /// A body that promises the right length, and comes otherwise.
    private func broken(_ bytes: [UInt8]) -> ResponseBody {
        let (fault, context) = (fault, context)
        return ResponseBody(contentLength: bytes.count) { writer in
            if fault.drip {
                for byte in bytes {
                    try await writer.write(ByteBuffer(bytes: [byte]))
                    try await Self.wait(.seconds(1))
                }
                return try await writer.finish(nil)
            }
            try await writer.write(ByteBuffer(bytes: bytes.prefix(bytes.count / 2)))
            if fault.reset { await context.resetConnection() }
            throw BrokenOff()
        }
    }

    /// Waits, but holds up no one who wants to stop.
    private static func wait(_ time: Duration) async throws {
        try await cancelWhenGracefulShutdown { try await Task.sleep(for: time) }
    }
}

/// Reads what a route would write.
private final class CollectedBody {
    private struct Writer: ResponseBodyWriter {
        let body: CollectedBody

        func write(_ buffer: ByteBuffer) async throws {
            body.bytes += Array(buffer.readableBytesView)
        }

        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }

    private var bytes: [UInt8] = []

    static func bytes(of body: ResponseBody) async throws -> [UInt8] {
        let collected = CollectedBody()
        try await body.write(Writer(body: collected))
        return collected.bytes
    }
}
