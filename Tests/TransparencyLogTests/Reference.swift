import OpenSSL
import Testing
import TransparencyLog

/// RFC 6962, sections 2.1 to 2.1.2, word by word: recursive over the leaves, nothing stored.
enum Reference {
    static func root(_ leaves: ArraySlice<MerkleHash>) -> MerkleHash {
        guard leaves.count > 1 else { return leaves.first ?? .emptyRoot }
        let k = split(leaves.count)
        return .node(root(leaves.prefix(k)), root(leaves.dropFirst(k)))
    }

    static func path(_ m: Int, _ leaves: ArraySlice<MerkleHash>) -> [MerkleHash] {
        guard leaves.count > 1 else { return [] }
        let k = split(leaves.count)
        return m < k
            ? path(m, leaves.prefix(k)) + [root(leaves.dropFirst(k))]
            : path(m - k, leaves.dropFirst(k)) + [root(leaves.prefix(k))]
    }

    static func proof(_ m: Int, _ leaves: ArraySlice<MerkleHash>, whole: Bool = true)
        -> [MerkleHash]
    {
        if m == leaves.count { return whole ? [] : [root(leaves)] }
        let k = split(leaves.count)
        return m <= k
            ? proof(m, leaves.prefix(k), whole: whole) + [root(leaves.dropFirst(k))]
            : proof(m - k, leaves.dropFirst(k), whole: false) + [root(leaves.prefix(k))]
    }

    private static func split(_ count: Int) -> Int {
        var k = 1
        while k * 2 < count { k *= 2 }
        return k
    }
}

/// A log in memory, and what the reference makes of the same leaves.
struct SmallLog {
    let leaves: [MerkleHash]
    var nodes = NodesInMemory()
    var frontier = TreeFrontier()

    init(_ count: Int) throws {
        leaves = (0..<count).map { MerkleHash.leaf(SmallLog.content($0)) }
        nodes.store(try frontier.append(contentsOf: leaves))
    }

    static func content(_ index: Int) -> [UInt8] { [UInt8]("leaf \(index)".utf8) }

    func root(_ size: Int) -> MerkleHash { Reference.root(leaves[..<size]) }
}

extension MerkleHash {
    /// The hash with its last bit turned.
    var altered: MerkleHash {
        get throws { try MerkleHash(bytes: bytes.dropLast() + [bytes[31] ^ 1]) }
    }
}

extension [MerkleHash] {
    /// Every list with one hash altered, dropped, doubled or put in, or two neighbours swapped.
    var mutations: [[MerkleHash]] {
        get throws {
            var all = [self + [.emptyRoot]]
            for position in indices {
                var (changed, dropped, added) = (self, self, self)
                changed[position] = try self[position].altered
                dropped.remove(at: position)
                added.insert(.emptyRoot, at: position)
                all += [changed, dropped, added]
                if position > 0 {
                    var swapped = self
                    swapped.swapAt(position - 1, position)
                    all.append(swapped)
                }
            }
            return all
        }
    }
}

/// The code of what a body throws; nil where it throws nothing.
func code(_ body: () throws -> Void) -> TransparencyLogError.Code? {
    do {
        try body()
        return nil
    } catch let error as TransparencyLogError {
        return error.code
    } catch {
        Issue.record("expected a TransparencyLogError, got \(error)")
        return nil
    }
}
