import BlueButton
import JOSE
import OpenSSL
import StrictJSON
import Testing
import Trust

@testable import CitizenCommands

/// Timestamps that the attacker takes off, forges or borrows. It can ask the authority like anyone,
/// and does not have its key.
@Suite(.serialized) struct TimestampTests {
    /// Delivers a release under a registration of the attacker's; the code of the refusal.
    private func refusal(
        sealedAt: @Sendable () -> UnixTime = { .now() },
        _ forge: @escaping @Sendable (FlattenedJWS, Scene) throws -> String
    ) async throws -> String? {
        let sealedAt = sealedAt()
        let found = Found()
        try await Scene.play { scene in
            let one = try await scene.release()
            let sealed = try scene.keys.registrationAlone(
                of: one.consent, one.package, at: sealedAt)
            let reply = try await scene.keys.deliver(one.package.text, forge(sealed, scene))
            await found.set(reply.code)
        }
        return await found.code
    }

    private actor Found {
        var code: String?

        func set(_ code: String?) { self.code = code }
    }

    private static func token(
        over message: [UInt8], by unit: TimeStampingUnit, at time: UnixTime = .now()
    ) throws -> [UInt8] {
        let answer = try unit.respond(to: TimestampRequest(over: message).der, at: time)
        return try TimestampResponse(der: answer).token ?? []
    }

    @Test func `a registration without its timestamp is refused`() async throws {
        let code = try await refusal { sealed, _ in Forging.text(sealed, token: nil) }
        #expect(code == "timestamp-missing")
    }

    @Test func `a timestamp of the attacker's own authority is refused`() async throws {
        let code = try await refusal { sealed, _ in
            let unit = try OwnAuthority.timeStampingUnit()
            return Forging.text(
                sealed,
                token: try Self.token(over: DocumentTimestamp.message(of: sealed), by: unit))
        }
        #expect(code == "timestamp-untrusted")
    }

    @Test func `a timestamp of another document is refused`() async throws {
        let code = try await refusal { sealed, scene in
            let other = try scene.keys.stamped(
                Forging.jades([:], "application/x", by: scene.service.sealer))
            let jws = try FlattenedJWS(Array(other.utf8), maximumBytes: 1 << 16)
            return Forging.text(sealed, token: try DocumentTimestamp.token(in: jws))
        }
        #expect(code == "timestamp-mismatch")
    }

    @Test func `a timestamp with another time written into it is refused`() async throws {
        let code = try await refusal(sealedAt: { .now() - 5 }) { sealed, scene in
            let stamped = try scene.keys.stamped(sealed)
            let jws = try FlattenedJWS(Array(stamped.utf8), maximumBytes: 1 << 16)
            var token = try DocumentTimestamp.token(in: jws) ?? []
            // genTime, "20…": its last digit, so that it is off by a second.
            let place = try #require(
                token.indices.first { Array(token[$0...].prefix(4)) == [0x18, 0x0F, 0x32, 0x30] })
            token[place + 15] ^= 1
            return Forging.text(sealed, token: token)
        }
        #expect(code == "timestamp-invalid")
    }

    @Test func `a registration dated after its timestamp is refused`() async throws {
        let code = try await refusal(sealedAt: { .now() + 50 }) { sealed, scene in
            try scene.keys.stamped(sealed)
        }
        #expect(code == "timestamp-too-early")
    }

    @Test func `a receipt without its timestamp is refused`() async throws {
        try await Scene.play { scene in
            scene.service.turn {
                $0.receipt = { _, honest in
                    let jws = try FlattenedJWS(
                        Array((honest ?? "").utf8), maximumBytes: 1 << 16)
                    let bare: JSONObject = [
                        "payload": .string(jws.payloadText),
                        "protected": .string(jws.protectedText),
                        "signature": .string(jws.signatureText),
                    ]
                    return JSONValue.object(bare).text
                }
            }
            let citizen = try await scene.citizen()
            let choice = try await scene.choice(of: citizen)
            let release = try citizen.compose(choice, granted: ["persoon", "inkomen"])
            try await citizen.submit(release, of: choice)
            let refusal = await code {
                _ = try await citizen.outcome(
                    of: release, to: choice.request, within: .seconds(5))
            }
            #expect(refusal == "timestamp-missing")
        }
    }

    /// The service can leave its overview without one: the citizen sees that, and it proves less.
    @Test func `an overview without its timestamp says so`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            let received = try await citizen.overview()
            #expect(received.overview.timestamp == nil)
            for language in Language.allCases {
                let lines = received.lines(in: language).joined(separator: " ")
                #expect(lines.contains(language == .nl ? "geen tijdstempel" : "no timestamp"))
            }
        }
    }
}
