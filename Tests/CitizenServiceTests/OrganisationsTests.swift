import BlueButton
import ReleaseKit
import Sovereignty
import Testing

@testable import CitizenService

/// What the service makes of the answers of gateways and recipients, over mutual TLS.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct OrganisationsTests {
    typealias Kind = SourceFailure.Kind

    private static func ask(
        _ stub: StubOrganisation, within time: Duration = .seconds(20)
    ) async -> Result<String, SourceFailure> {
        do throws(SourceFailure) {
            guard let entry = try? stub.source() else { throw SourceFailure(.invalidAnswer) }
            let source = GatewaySource(client: stub.client, judge: stub.judge)
            return .success(
                try await source.holdings(
                    of: entry, mandate: "mandate", token: "token",
                    deadline: .now + time))
        } catch {
            return .failure(error)
        }
    }

    @Test func `a statement comes back as it is`() async throws {
        try await StubOrganisation.whileAnswering(
            as: "brp", 200, "statement", type: "application/jwt"
        ) { stub in #expect(await Self.ask(stub) == .success("statement")) }
    }

    @Test(arguments: [
        (200, "application/json", "{}", Kind.invalidAnswer),
        (200, "application/jwt", String(repeating: "a", count: 8193), .tooLarge),
        (302, "application/jwt", "", .invalidAnswer),
        (400, "application/problem+json", #"{"code": "malformed"}"#, .refused(code: "malformed")),
        (
            429, "application/problem+json", #"{"code": "rate-exceeded"}"#,
            .refused(code: "rate-exceeded")
        ),
        (413, "application/problem+json", #"{"code": "too-large"}"#, .tooLarge),
        (400, "text/html", "<html>", .invalidAnswer), (404, "text/plain", "", .invalidAnswer),
        (403, "application/problem+json", #"{"code": "Not A Code 999993653"}"#, .invalidAnswer),
        (403, "application/problem+json", #"{"code": ""}"#, .invalidAnswer),
        (500, "application/problem+json", #"{"code": "internal"}"#, .unreachable),
        (502, "application/problem+json", #"{"code": "registry-unavailable"}"#, .unreachable),
        (
            502, "application/problem+json", #"{"code": "registry-answer-invalid"}"#,
            .invalidAnswer
        ), (502, "text/html", "<html>", .unreachable),
        (504, "application/problem+json", #"{"code": "registry-timeout"}"#, .timeout),
    ])
    func `an answer that is none says why`(
        status: Int, type: String, text: String, kind: Kind
    ) async throws {
        try await StubOrganisation.whileAnswering(as: "brp", status, text, type: type) { stub in
            #expect(await Self.ask(stub) == .failure(SourceFailure(kind)))
        }
    }

    @Test func `a gateway that is too slow times out`() async throws {
        try await StubOrganisation.whileAnswering(
            as: "brp", 200, "late", type: "application/jwt", delay: .seconds(30)
        ) { stub in
            let answer = await Self.ask(stub, within: .milliseconds(300))
            #expect(answer == .failure(SourceFailure(.timeout)))
        }
    }

    @Test func `a gateway of another organisation is not believed`() async throws {
        try await StubOrganisation.whileAnswering(
            as: "woonhaven", 200, "statement", type: "application/jwt"
        ) { stub in #expect(await Self.ask(stub) == .failure(SourceFailure(.unreachable))) }
    }

    // MARK: Recipients

    private static func deliver(
        _ status: Int, _ text: String, to recipient: String = "00000099000000000201",
        delay: Duration = .zero, within time: Duration = .seconds(20)
    ) async throws -> Result<[String?], DeliveryFailure> {
        let result = Recorder<Result<[String?], DeliveryFailure>>()
        try await StubOrganisation.whileAnswering(
            as: "woonhaven", status, text, type: "application/json", delay: delay
        ) { stub in
            let delivery = RecipientDelivery(client: stub.client, judge: stub.judge)
            let oin = try OIN(recipient)
            do throws(DeliveryFailure) {
                let answer = try await delivery.deliver(
                    package: "package", registration: "registration", recipient: oin,
                    to: stub.address + "/v1/responses", deadline: .now + time)
                result.set(.success([answer.receipt, answer.redirect]))
            } catch {
                result.set(.failure(error))
            }
        }
        return try #require(result.value)
    }

    @Test(
        arguments: [
            (#"{"receipt": "r", "redirect_uri": "https://x.example"}"#, "https://x.example"),
            (#"{"receipt": "r"}"#, nil), (#"{"receipt": "r", "redirect_uri": ""}"#, nil),
            (#"{"receipt": "r", "redirect_uri": null}"#, nil),
        ] as [(String, String?)])
    func `a receipt comes back, with the address to confirm at where there is one`(
        text: String, redirect: String?
    ) async throws {
        #expect(try await Self.deliver(200, text) == .success(["r", redirect]))
    }

    @Test(arguments: [
        (200, "{}"), (200, "thank you"), (200, #"{"receipt": null}"#), (204, ""), (302, ""),
        (408, "{}"), (429, #"{"code": "rate-exceeded"}"#), (500, "{}"), (503, "{}"),
    ])
    func `trouble of the recipient passes`(status: Int, text: String) async throws {
        #expect(try await Self.deliver(status, text) == .failure(.passing))
    }

    @Test(arguments: [
        (422, #"{"code": "consent-mismatch"}"#, "consent-mismatch"), (400, "no", "refused"),
        (403, #"{"code": ""}"#, "refused"), (403, #"{"code": "Mrs Jansen"}"#, "refused"),
        (409, #"{"code": "\#(String(repeating: "a", count: 41))"}"#, "refused"),
    ])
    func `a refusal is final and has a code`(
        status: Int, text: String, code: String
    ) async throws {
        #expect(try await Self.deliver(status, text) == .failure(.refused(code: code)))
    }

    @Test func `another organisation at the address, or nobody in time, passes`() async throws {
        let other = try await Self.deliver(
            200, #"{"receipt": "r"}"#, to: "00000099000000000202")
        #expect(other == .failure(.passing))
        let late = try await Self.deliver(
            200, #"{"receipt": "r"}"#, delay: .seconds(30), within: .milliseconds(300))
        #expect(late == .failure(.passing))
    }

    // MARK: Withdrawals

    private static func forward(
        _ status: Int, _ text: String, to recipient: String = "00000099000000000201"
    ) async throws -> Result<WithdrawalAnswer, DeliveryFailure> {
        let result = Recorder<Result<WithdrawalAnswer, DeliveryFailure>>()
        try await StubOrganisation.whileAnswering(
            as: "woonhaven", status, text, type: "application/jose+json"
        ) { stub in
            let delivery = RecipientDelivery(client: stub.client, judge: stub.judge)
            let oin = try OIN(recipient)
            do throws(DeliveryFailure) {
                result.set(
                    .success(
                        try await delivery.forward(
                            withdrawal: "withdrawal", recipient: oin,
                            to: stub.address + "/v1/withdrawals",
                            deadline: .now + .seconds(20))))
            } catch {
                result.set(.failure(error))
            }
        }
        return try #require(result.value)
    }

    @Test(
        arguments: [
            (200, "receipt", .success(.deleted(receipt: "receipt"))),
            (202, #"{"state": "kept"}"#, .success(.kept)), (204, "", .failure(.passing)),
            (302, "", .failure(.passing)), (408, "{}", .failure(.passing)),
            (429, "{}", .failure(.passing)), (503, "{}", .failure(.passing)),
            (404, "no", .failure(.refused(code: "refused"))),
            (
                422, #"{"code": "withdrawal-mismatch"}"#,
                .failure(.refused(code: "withdrawal-mismatch"))
            ),
        ] as [(Int, String, Result<WithdrawalAnswer, DeliveryFailure>)])
    func `a recipient's answer to a withdrawal is told from trouble`(
        status: Int, text: String, expected: Result<WithdrawalAnswer, DeliveryFailure>
    ) async throws {
        #expect(try await Self.forward(status, text) == expected)
    }

    @Test func `a withdrawal goes to its recipient alone`() async throws {
        let answer = try await Self.forward(200, "receipt", to: "00000099000000000202")
        #expect(answer == .failure(.passing))
    }
}
