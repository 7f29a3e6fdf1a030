import Foundation
import TestKit
import Testing
import TransparencyLog

/// The inclusion vectors of transparency-dev/merkle, every one of them.
@Suite(.enabled(if: SharedData.isPresent, "skipped: shared test data is absent"))
struct InclusionVectorTests {
    /// Indices reach 2^64 - 1, beyond what strict JSON takes, hence Foundation's reader.
    struct Vector: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: String
        let leafHash: String
        let proof: [String]?
        let desc: String
        let wantErr: Bool
    }

    static func vectors() throws -> [Vector] {
        let folder = try #require(SharedData.url("vectors/merkle/inclusion"))
        let paths = try #require(FileManager.default.enumerator(atPath: folder)).compactMap {
            $0 as? String
        }
        return try paths.filter { $0.hasSuffix(".json") }.sorted().map { path in
            let data = try #require(FileManager.default.contents(atPath: "\(folder)/\(path)"))
            return try JSONDecoder().decode(Vector.self, from: data)
        }
    }

    @Test func `each vector gets the verdict that it asks for`() throws {
        var (good, bad) = (0, 0)
        for vector in try Self.vectors() {
            let refusal = code {
                let hashes = try (vector.proof ?? []).map { try MerkleHash(base64: $0) }
                try InclusionProof(index: vector.leafIdx, size: vector.treeSize, hashes: hashes)
                    .verify(
                        leaf: MerkleHash(base64: vector.leafHash),
                        root: MerkleHash(base64: vector.root))
            }
            #expect((refusal != nil) == vector.wantErr, "\(vector.desc)")
            if vector.wantErr { bad += 1 } else { good += 1 }
        }
        #expect(good == 6)
        #expect(bad == 92)
    }
}
