import JOSE
import OpenSSL

/// A hash of RFC 6962, section 2.1: SHA-256, of a leaf, an inner node or a whole tree.
///
/// Leaves and nodes are hashed with different first bytes, so that none can stand for the other.
public struct MerkleHash: Hashable, Sendable {
    /// 32 bytes.
    public let bytes: [UInt8]

    /// Takes a hash that came from elsewhere.
    ///
    /// - Throws: `malformed` for any but 32 bytes.
    public init(bytes: [UInt8]) throws(TransparencyLogError) {
        guard bytes.count == 32 else {
            throw TransparencyLogError(.malformed, "expected a hash of 32 bytes")
        }
        self.bytes = bytes
    }

    /// Reads standard base64 with padding, as in notes and `tlog-proof` files.
    public init(base64 text: some StringProtocol) throws(TransparencyLogError) {
        guard let bytes = try? Base64.decode(text) else {
            throw TransparencyLogError(.malformed, "expected a hash in canonical base64")
        }
        try self.init(bytes: bytes)
    }

    /// Reads base64url without padding, as in JSON.
    public init(base64URL text: some StringProtocol) throws(TransparencyLogError) {
        guard let bytes = try? Base64URL.decode(text) else {
            throw TransparencyLogError(.malformed, "expected a hash in canonical base64url")
        }
        try self.init(bytes: bytes)
    }

    private init(computed bytes: [UInt8]) {
        self.bytes = bytes
    }

    public var base64: String { Base64.encode(bytes) }
    public var base64URL: String { Base64URL.encode(bytes) }

    /// The hash of a leaf with this content: SHA-256(0x00 ‖ content).
    public static func leaf(_ content: [UInt8]) -> MerkleHash {
        MerkleHash(computed: SHA256.hash([0x00] + content))
    }

    /// The hash of a node over two others: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        var input: [UInt8] = []
        input.reserveCapacity(65)
        input.append(0x01)
        input += left.bytes
        input += right.bytes
        return MerkleHash(computed: SHA256.hash(input))
    }

    /// The root of the tree without leaves: SHA-256 of nothing.
    public static let emptyRoot = MerkleHash(computed: SHA256.hash([]))
}

extension MerkleHash: CustomStringConvertible {
    public var description: String { base64URL }
}
