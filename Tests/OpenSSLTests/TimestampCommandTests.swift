import OpenSSL
import Testing

/// Timestamps of this module read by `openssl ts`, and the other way round.
@Suite(.enabled(if: OpenSSLCommand.isPresent, "skipped: the command openssl is absent"))
struct TimestampCommandTests {
    private let stamping: Stamping
    private let folder: OpenSSLCommand

    init() throws {
        stamping = try Stamping.shared.get()
        folder = try OpenSSLCommand()
        try folder.write("message", String(decoding: Stamping.message, as: UTF8.self))
        try folder.write("root.pem", stamping.chain.root.certificate.pem)
        try folder.write("intermediate.pem", stamping.chain.intermediate.certificate.pem)
        try folder.write("tsa.pem", stamping.unit.certificate.pem)
        try folder.write("tsa.key", stamping.key.pem())
        try folder.write(
            "ts.cnf",
            """
            [tsa]
            default_tsa = unit
            [unit]
            serial = serial
            signer_cert = tsa.pem
            signer_key = tsa.key
            signer_digest = sha256
            default_policy = \(Stamping.policy)
            digests = sha256
            ess_cert_id_alg = sha256
            """)
    }

    private func verify(_ what: String...) throws -> Bool {
        try folder.run(
            ["ts", "-verify"] + what + [
                "-x509_strict", "-attime", "\(TestChain.now.seconds)", "-CAfile", "root.pem",
                "-untrusted", "intermediate.pem",
            ]) != nil
    }

    @Test func `the command verifies a token of ours and refuses it over other bytes`() throws {
        try folder.write("token", bytes: stamping.token())
        try folder.write("other", "something else")
        #expect(try verify("-data", "message", "-in", "token", "-token_in"))
        #expect(try !verify("-data", "other", "-in", "token", "-token_in"))
    }

    @Test func `the command reads a request of ours`() throws {
        let request = try TimestampRequest(over: Stamping.message, policy: Stamping.policy)
        try folder.write("request", bytes: request.der)
        let text = try #require(try folder.run("ts", "-query", "-in", "request", "-text"))
        for part in [
            "Hash Algorithm: sha256", "Policy OID: \(Stamping.policy)", "Certificate required: yes",
            "Nonce: 0x",
        ] {
            #expect(text.contains(part))
        }
    }

    @Test func `a request of the command is answered to its satisfaction`() throws {
        _ = try folder.run(
            "ts", "-query", "-data", "message", "-sha256", "-cert", "-out", "request")
        let request = try #require(folder.read("request"))
        let read = try TimestampRequest(der: request)
        #expect(read.imprint == SHA256.hash(Stamping.message))
        try folder.write(
            "response", bytes: stamping.unit.respond(to: request, at: TestChain.now))
        #expect(try verify("-queryfile", "request", "-in", "response"))
        let text = try #require(try folder.run("ts", "-reply", "-in", "response", "-text"))
        #expect(text.contains("Status: Granted."))
        #expect(text.contains("Accuracy: 0x01 seconds"))
    }

    /// The command stamps by this machine's clock; the certificates are valid for ten years.
    @Test func `an answer of the command to a request of ours is accepted`() throws {
        let request = try TimestampRequest(over: Stamping.message)
        try folder.write("request", bytes: request.der)
        let made = try folder.run(
            "ts", "-reply", "-config", "ts.cnf", "-queryfile", "request", "-out", "response")
        #expect(made != nil)
        let response = try TimestampResponse(der: #require(folder.read("response")))
        let token = try TimestampToken(der: #require(response.token))
        #expect(token.nonce == request.nonce)
        #expect(token.policy == Stamping.policy)
        let chain = try CertificateChain.verify(
            leaf: token.certificate, intermediates: [stamping.certificates[1]],
            anchors: [stamping.certificates[2]], revocation: nil, at: token.time)
        try token.verify(over: Stamping.message, chain: chain)
        expectRefusal(.timestampMismatch) {
            try token.verify(over: [], chain: chain)
        }
    }

    @Test func `an answer of the command that carries the issuer as well is refused`() throws {
        try folder.write("request", bytes: TimestampRequest(over: Stamping.message).der)
        _ = try folder.run(
            "ts", "-reply", "-config", "ts.cnf", "-queryfile", "request", "-chain",
            "intermediate.pem", "-out", "response")
        let response = try TimestampResponse(der: #require(folder.read("response")))
        let token = try #require(response.token)
        expectRefusal(.timestampMalformed) { _ = try TimestampToken(der: token) }
    }
}
