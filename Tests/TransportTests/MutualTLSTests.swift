import NIOCore
import NIOPosix
import NIOSSL
import OpenSSL
import Testing

@testable import Transport

/// Who may call whom: every case is a real handshake on the loopback.
@Suite struct MutualTLSTests {
    let organisations: Organisations

    init() throws {
        organisations = try Organisations.shared.get()
    }

    /// Asks `GET /v1/peer` of a server that demands a peer.
    private func ask(
        as identity: TLSIdentity?, serverIdentity: TLSIdentity? = nil,
        serverExpects: String? = nil, clientExpects: String? = nil
    ) async throws -> HTTPReply {
        let organisations = organisations
        return try await TestServer.whileRunning(
            tls: serverIdentity ?? organisations.server,
            clients: .required(organisations.decision(expecting: serverExpects))
        ) { port in
            let client = try OrganisationClient(identity: identity)
            do {
                let reply = try await client.get(
                    "https://localhost:\(port)/v1/peer",
                    peer: organisations.decision(expecting: clientExpects), maximumBytes: 1000,
                    deadline: .ample)
                await client.shutdown()
                return reply
            } catch {
                await client.shutdown()
                throw error
            }
        }
    }

    /// A server's refusal reaches a TLS 1.3 client after its own handshake: as an alert, or as a
    /// closed connection where that overtakes the alert.
    private func expectRefusalByServer(
        as identity: TLSIdentity?, serverExpects: String? = nil
    ) async throws {
        let error = await #expect(throws: TransportError.self) {
            try await ask(as: identity, serverExpects: serverExpects)
        }
        #expect(error?.code == .tlsFailed || error?.code == .unreachable)
    }

    @Test func `a peer that both sides accept is known by its OIN`() async throws {
        let reply = try await ask(
            as: organisations.gateway, clientExpects: Organisations.serverOIN)
        #expect(reply.status == 200)
        #expect(reply.text == #"{"oin":"00000000000000000002"}"#)
    }

    @Test func `a client without a certificate is refused`() async throws {
        try await expectRefusalByServer(as: nil)
    }

    @Test func `a client with a certificate of another authority is refused`() async throws {
        try await expectRefusalByServer(as: organisations.impostor)
    }

    @Test func `a client with an expired certificate is refused`() async throws {
        try await expectRefusalByServer(as: organisations.expired)
    }

    @Test func `a client that the decision does not want is refused`() async throws {
        try await expectRefusalByServer(
            as: organisations.gateway, serverExpects: "00000000000000000009")
    }

    @Test func `a server of another authority is refused`() async throws {
        let error = await #expect(throws: TransportError.self) {
            try await ask(as: organisations.gateway, serverIdentity: organisations.impostor)
        }
        #expect(error?.code == .peerRefused)
    }

    @Test func `a server with another OIN is refused`() async throws {
        let error = await #expect(throws: TransportError.self) {
            try await ask(as: organisations.gateway, clientExpects: "00000000000000000009")
        }
        #expect(error?.code == .peerRefused)
    }

    @Test func `a request on a connection with an empty record is not answered`() async throws {
        let decision = organisations.decision()
        let server = EmptyRecordServer(decision: decision)
        let answer = try await server.whileRunning { port in
            try await RawConnection.exchange(
                port: port, ["GET /v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n"])
        }
        #expect(answer == "")
    }

    @Test func `a client that knows TLS 1_2 alone is refused`() async throws {
        try await TestServer.whileRunning(tls: organisations.server) { port in
            var settings = TLSConfiguration.makeClientConfiguration()
            settings.maximumTLSVersion = .tlsv12
            settings.certificateVerification = .none
            await #expect(throws: (any Error).self) {
                try await Self.handshake(settings, port: port)
            }
            settings.maximumTLSVersion = .tlsv13
            try await Self.handshake(settings, port: port)
        }
    }

    @Test func `a server that knows TLS 1_2 alone is refused`() async throws {
        var settings = TLSSettings.server(organisations.server, clients: .none)
        settings.minimumTLSVersion = .tlsv12
        settings.maximumTLSVersion = .tlsv12
        let context = try NIOSSLContext(configuration: settings)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        NIOSSLServerHandler(context: context))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let client = try OrganisationClient(identity: organisations.gateway)
        let error = await #expect(throws: TransportError.self) {
            try await client.get(
                "https://localhost:\(channel.localAddress?.port ?? 0)/",
                peer: organisations.decision(), maximumBytes: 100, deadline: .ample)
        }
        #expect(error?.code == .tlsFailed)
        await client.shutdown()
        try await channel.close()
    }

    @Test func `a key that is not the certificate's is refused`() throws {
        let key = try P256PrivateKey()
        let error = #expect(throws: TransportError.self) {
            try TLSIdentity(
                certificateChainPEM: organisations.ours.certificate.pem,
                privateKeyPEM: key.pem())
        }
        #expect(error?.code == .tlsIdentityInvalid)
    }

    @Test(arguments: ["", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
    func `a chain that is none is refused`(chain: String) throws {
        let key = try P256PrivateKey()
        let error = #expect(throws: TransportError.self) {
            try TLSIdentity(certificateChainPEM: chain, privateKeyPEM: key.pem())
        }
        #expect(error?.code == .tlsIdentityInvalid)
    }

    @Test func `an identity tells nothing of itself`() {
        #expect("\(organisations.server)" == "TLSIdentity")
    }

    /// Shakes hands, or throws.
    private static func handshake(_ settings: TLSConfiguration, port: Int) async throws {
        let context = try NIOSSLContext(configuration: settings)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        NIOSSLClientHandler(context: context, serverHostname: "localhost"))
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel)
                }
            }
        try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(
                ByteBuffer(string: "GET /v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n"))
            var iterator = inbound.makeAsyncIterator()
            let first = try await iterator.next()
            try #require(first != nil)
        }
    }
}
