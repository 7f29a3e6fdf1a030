import BlueButton
import GRDB
import Sovereignty

/// Turns what SQLite and GRDB throw into a `StoreError` that carries no bound value and no SQL.
enum StoreFault {
    /// - Parameter file: the database's, where it was being opened.
    static func error(_ error: any Error, file: String? = nil) -> StoreError {
        switch error {
        case let error as StoreError: error
        case let error as DatabaseError: self.error(error, file)
        case is CancellationError:
            StoreError(.unavailable, "expected a caller that waits for the database")
        case is Refusal:
            StoreError(.unusable, "expected rows of the form in which they were stored")
        default:
            StoreError(.unavailable, "expected the database to do as asked")
        }
    }

    private static func error(_ error: DatabaseError, _ file: String?) -> StoreError {
        let code = error.extendedResultCode.rawValue
        return switch error.resultCode {
        case .SQLITE_CONSTRAINT:
            StoreError(
                .conflict, "expected a change that the schema allows (SQLite result \(code))")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            StoreError(.unusable, "expected a sound database file (SQLite result \(code))")
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
            StoreError(
                .unavailable,
                "expected to be able to open \(file ?? "the database") and the files beside it to "
                    + "write; are they another user's? (SQLite result \(code))")
        default:
            StoreError(.unavailable, "expected the database to do as asked (SQLite result \(code))")
        }
    }
}
