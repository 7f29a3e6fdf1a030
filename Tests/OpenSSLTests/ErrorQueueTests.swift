import Testing

@testable import OpenSSL

@Suite struct ErrorQueueTests {
    @Test func `an error takes the whole queue along, oldest first`() {
        let x = [UInt8](repeating: 1, count: 32)
        let error = #expect(throws: OpenSSLError.self) { _ = try P256PublicKey(x: x, y: x) }
        #expect(error?.code == .keyMalformed)
        #expect((error?.queue.count ?? 0) >= 1)
        #expect(error?.queue.allSatisfy { $0.hasPrefix("error:") } == true)
        #expect(error?.description.hasPrefix("key-malformed: expected") == true)
        #expect(ErrorQueue.drain().isEmpty)
    }

    @Test func `an error that OpenSSL had no part in has an empty queue`() {
        let error = #expect(throws: OpenSSLError.self) { _ = try P256PrivateKey(scalar: []) }
        #expect(error?.queue.isEmpty == true)
        #expect(error?.description == "key-malformed: expected a scalar of 32 bytes")
    }

    @Test func `nothing that succeeds or answers no leaves anything behind`() throws {
        let chain = try TestChain.shared.get()
        #expect(ErrorQueue.drain().isEmpty)
        let key = try P256PrivateKey()
        let scalar = key.scalar
        let signature = try key.sign([1])
        let forged = [UInt8](repeating: 1, count: 64)
        let steps: [(String, () throws -> Void)] = [
            ("scalar", { _ = try P256PrivateKey(scalar: scalar) }),
            ("pem", { _ = try P256PrivateKey(pem: try key.pem()) }),
            (
                "sealed pem",
                { _ = try P256PrivateKey(pem: try key.pem(passphrase: "x"), passphrase: "x") }
            ),
            ("valid", { #expect(key.publicKey.isValid(signature, for: [1])) }),
            ("invalid", { #expect(!key.publicKey.isValid(forged, for: [1])) }),
            ("agree", { _ = try key.sharedSecret(with: key.publicKey) }),
            ("ed25519", { _ = try Ed25519PrivateKey().publicKey.isValid(forged, for: [1]) }),
            ("certificate", { _ = try Certificate(der: chain.leaf.der) }),
            ("list", { _ = try CertificateRevocationList(der: chain.lists[0].der) }),
            ("issue", { _ = try TestChain() }),
            ("chain", { _ = try chain.verify() }),
            ("no chain", { _ = try? chain.verify(anchors: []) }),
            ("concat kdf", { _ = try ConcatKDF.derive([1], otherInfo: [], length: 32) }),
        ]
        for (name, step) in steps {
            try step()
            #expect(ErrorQueue.drain().isEmpty, "\(name)")
        }
    }
}
