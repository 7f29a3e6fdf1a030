import JOSE
import OpenSSL
import Testing
import Trust

@Suite struct SealerTests {
    private let hierarchy: Hierarchy

    init() throws {
        hierarchy = try Hierarchy.shared.get()
    }

    @Test func `a seal carries leaf and intermediate and tells who seals`() throws {
        let sealer = try Sealer(key: hierarchy.key, chain: try hierarchy.chain())
        #expect(sealer.oin == Hierarchy.oin)
        #expect(sealer.uri == Hierarchy.uri)
        #expect(sealer.x5c == (try hierarchy.chain()).map { Base64.encode($0.der) })
        #expect(sealer.x5tS256 == Base64URL.encode(SHA256.hash(hierarchy.leaf.der)))
    }

    @Test func `a seal is read from PEM texts`() throws {
        let chain = try hierarchy.chain().map(\.pem).joined()
        let sealer = try Sealer(keyPEM: try hierarchy.key.pem(), chainPEM: chain)
        #expect(sealer.chain == (try hierarchy.chain()))
    }

    @Test func `another key than the leaf's is refused`() throws {
        let other = try P256PrivateKey()
        let chain = try hierarchy.chain()
        expectRefusal(.keyMismatch) { _ = try Sealer(key: other, chain: chain) }
        let swapped = Array(chain.reversed())
        expectRefusal(.keyMismatch) { _ = try Sealer(key: hierarchy.key, chain: swapped) }
    }

    @Test func `no certificate and more than four are refused`() throws {
        expectRefusal(.chainLength) { _ = try Sealer(key: hierarchy.key, chain: []) }
        let five = Array(repeating: hierarchy.leaf, count: 5)
        expectRefusal(.chainLength) { _ = try Sealer(key: hierarchy.key, chain: five) }
    }

    @Test func `an anchor has no place in a seal`() throws {
        let chain = try hierarchy.chain() + [try hierarchy.root(.source).certificate]
        expectRefusal(.anchorInChain) { _ = try Sealer(key: hierarchy.key, chain: chain) }
    }

    @Test func `a leaf without OIN or URI makes no seal`() throws {
        let nameless = try hierarchy.leaf { $0.subject = Hierarchy.subject(serialNumbers: []) }
        let homeless = try hierarchy.leaf { $0.names = [] }
        for leaf in [nameless, homeless] {
            expectRefusal(.identityMissing) {
                _ = try Sealer(key: hierarchy.key, chain: try hierarchy.chain(leaf))
            }
        }
    }

    @Test(arguments: [
        "", "geen PEM", PEM.encode([0, 0, 0], label: "PRIVATE KEY"),
    ])
    func `texts that are no PEM are refused`(text: String) throws {
        let chain = try hierarchy.chain().map(\.pem).joined()
        expectRefusal(.trustFileMalformed) { _ = try Sealer(keyPEM: text, chainPEM: chain) }
    }

    @Test func `a key without certificates is refused`() throws {
        let key = try hierarchy.key.pem()
        expectRefusal(.chainLength) { _ = try Sealer(keyPEM: key, chainPEM: "") }
        expectRefusal(.chainLength) { _ = try Sealer(keyPEM: key, chainPEM: key) }
    }
}
