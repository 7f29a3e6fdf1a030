import HTTPTypes
import Hummingbird
import OpenSSL
import Transport

/// The time-stamping authority: `POST /tsa` (RFC 3161, section 3.4).
struct TimestampRoutes {
    private static let queryType = "application/timestamp-query"
    private static let replyType = "application/timestamp-reply"

    let unit: TimeStampingUnit
    let state: MockState
    let clock: @Sendable () -> UnixTime

    func add(to router: Router<AppContext>) {
        router.post("/tsa") { request, _ -> Response in
            try request.requireContentType(Self.queryType)
            let query = try await request.body(upTo: 64 * 1024)
            let fault = state.faults[.trustServices]?.token
            return .document(try answer(query, fault), contentType: Self.replyType)
        }
    }

    /// The response, with what a tester wants wrong in it.
    private func answer(_ query: [UInt8], _ fault: TokenFault?) throws -> [UInt8] {
        let now = clock()
        guard let fault, let request = try? TimestampRequest(der: query),
            let nonce = request.nonce
        else { return try unit.respond(to: query, at: now) }
        switch fault {
        case .nonce:
            let other = try TimestampRequest(over: [])
            return try unit.respond(
                to: changed(request, nonce: other.nonce ?? nonce).der, at: now)
        case .imprint:
            let other = try TimestampRequest(
                imprint: SHA256.hash(query), nonce: nonce, policy: request.policy)
            return try unit.respond(to: other.der, at: now)
        case .policy:
            return try unit.with(policy: "2.999.666").respond(
                to: changed(request, nonce: nonce).der, at: now)
        case .early:
            return try unit.respond(to: query, at: now - 3600)
        case .late:
            return try unit.respond(to: query, at: now + 3600)
        case .rejection:
            return try unit.with(policy: "2.999.666").respond(
                to: TimestampRequest(
                    imprint: request.imprint, nonce: nonce, policy: unit.policy
                ).der, at: now)
        }
    }

    /// The request without the policy that it asks for.
    private func changed(
        _ request: TimestampRequest, nonce: [UInt8]
    ) throws -> TimestampRequest {
        try TimestampRequest(imprint: request.imprint, nonce: nonce, policy: nil)
    }
}

/// What is wrong on purpose with a token.
package enum TokenFault: String, CaseIterable, Sendable {
    /// Another nonce, imprint or policy than was asked for.
    case nonce, imprint, policy
    /// A time an hour before or after the true one.
    case early, late
    /// No token: the authority does not accept the policy.
    case rejection
}
