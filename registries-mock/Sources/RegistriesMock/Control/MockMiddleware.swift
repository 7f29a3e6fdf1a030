import HTTPTypes
import Hummingbird
import StrictJSON
import Synchronization
import Transport

/// Stands in front of every route of a mock: makes the faults that a tester set, and remembers the
/// request.
struct MockMiddleware: RouterMiddleware {
    typealias Context = AppContext

    let server: MockName
    let state: MockState
    /// Which organisation of the server a request is for.
    var mock: @Sendable (Request) -> MockName

    init(_ server: MockName, state: MockState, mock: (@Sendable (Request) -> MockName)? = nil) {
        self.server = server
        self.state = state
        self.mock = mock ?? { _ in server }
    }

    func handle(
        _ request: Request, context: AppContext,
        next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let mock = mock(request)
        let fault = mock == server ? state.strike(mock) : state.strike(mock, server)
        let read = ReadBody()
        var request = request
        if ![.digid, .trustServices].contains(server) { request.body = read.copy(request.body) }
        let record = { (status: Int?) in
            state.record(
                RequestRecord(
                    mock: mock, method: request.method.rawValue,
                    path: NumberMask.path(request.uri.path), status: status,
                    peer: context.peer?.oin, body: read.json, isFault: fault != nil))
        }
        do {
            let response: Response
            if let fault {
                if fault.silent {
                    _ = try? await request.body(context)
                    record(nil)
                }
                let striking = StrikingFault(fault: fault, context: context)
                response = try await striking.answer { try await next(request, context) }
                if fault.silent { return response }
            } else {
                response = try await next(request, context)
            }
            record(response.status.code)
            return response
        } catch {
            if fault?.silent != true {
                record(((error as? any HTTPResponseError)?.status ?? .internalServerError).code)
            }
            throw error
        }
    }
}

/// The bytes of a body as they were read.
private final class ReadBody: Sendable {
    private static let maximumBytes = 64 << 10
    private let bytes = Mutex<[UInt8]>([])

    /// The same body, whose bytes are seen here too.
    func copy(_ body: RequestBody) -> RequestBody {
        RequestBody(
            asyncSequence: body.map { [self] part in
                bytes.withLock { bytes in
                    let room = max(0, Self.maximumBytes - bytes.count)
                    bytes.append(contentsOf: part.readableBytesView.prefix(room))
                }
                return part
            })
    }

    var json: JSONValue? {
        let read = bytes.withLock { $0 }
        return (try? JSONValue.parse(read, maximumBytes: Self.maximumBytes)).map {
            NumberMask.body($0)
        }
    }
}
