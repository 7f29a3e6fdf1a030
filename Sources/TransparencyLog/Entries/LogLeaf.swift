import JOSE
import OpenSSL
public import StrictJSON

/// A leaf of the log: a commitment to an entry, of which nothing can be read without its key.
///
/// Its bytes are canonical JSON (RFC 8785): `{"commitment":…,"v":1}`, the commitment being
/// base64url of HMAC-SHA-256(key, canonical JSON of the entry).
public struct LogLeaf: Hashable, Sendable {
    /// The version of the leaf's form.
    public static let version: Int64 = 1

    /// 32 bytes.
    public let commitment: [UInt8]

    /// Takes a commitment, such as one that is stored.
    ///
    /// - Throws: `malformed` for any but 32 bytes.
    public init(commitment: [UInt8]) throws(TransparencyLogError) {
        guard commitment.count == 32 else {
            throw TransparencyLogError(.malformed, "expected a commitment of 32 bytes")
        }
        self.commitment = commitment
    }

    /// Commits to an entry with a key.
    public init(
        committingTo entry: JSONObject, with key: CommitmentKey
    ) throws(TransparencyLogError) {
        do throws(OpenSSLError) {
            commitment = try HMACSHA256.code(for: entry.canonicalBytes(), key: key.bytes)
        } catch {
            throw TransparencyLogError(.operationFailed, error.message)
        }
    }

    /// Reads the closed object `{v, commitment}`.
    ///
    /// - Throws: `malformed` for another form or version.
    public init(json: JSONReader) throws(TransparencyLogError) {
        do throws(JSONShapeError) {
            try json.exactly(["v", "commitment"])
            guard try json.integer("v") == Self.version,
                let bytes = try? Base64URL.decode(json.string("commitment")), bytes.count == 32
            else { throw json.fail("version 1 and a commitment of 32 bytes") }
            commitment = bytes
        } catch {
            throw TransparencyLogError(.malformed, error.message)
        }
    }

    public var json: JSONObject {
        ["v": .integer(Self.version), "commitment": .string(Base64URL.encode(commitment))]
    }

    /// The hash under which the leaf stands in the tree.
    public var hash: MerkleHash { .leaf(json.canonicalBytes()) }

    /// Verifies that the leaf commits to that entry with that key.
    ///
    /// - Throws: `commitment-mismatch`.
    public func verify(
        _ entry: JSONObject, key: CommitmentKey
    ) throws(TransparencyLogError) {
        let expected = try LogLeaf(committingTo: entry, with: key)
        guard constantTimeEqual(expected.commitment, commitment) else {
            throw TransparencyLogError(
                .commitmentMismatch, "expected a leaf that commits to this entry with this key")
        }
    }
}
