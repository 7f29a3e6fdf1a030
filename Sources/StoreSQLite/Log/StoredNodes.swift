import Foundation
import GRDB
import Sovereignty
import TransparencyLog

/// The log's complete nodes in SQLite: one look-up by primary key for each.
struct StoredNodes: NodeReader {
    let db: Database

    func hash(at position: NodePosition) throws(StoreError) -> MerkleHash {
        do {
            let statement = try db.cachedStatement(
                sql: "SELECT hash FROM log_nodes WHERE level = ? AND idx = ?")
            let bytes = try Data.fetchOne(
                statement, arguments: [position.level, Int64(position.index)])
            guard let bytes else {
                throw StoreError(.unusable, "expected every node of the log to be stored")
            }
            return try MerkleHash(bytes: [UInt8](bytes))
        } catch {
            throw StoreFault.error(error)
        }
    }

    func store(_ nodes: [CompleteNode]) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO log_nodes (level, idx, hash) VALUES (?, ?, ?)")
        for node in nodes {
            try statement.execute(
                arguments: [
                    node.position.level, Int64(node.position.index), Data(node.hash.bytes),
                ])
        }
    }
}
