import BlueButton
import GRDB
import Sovereignty

/// Turns what SQLite and GRDB throw into a `StoreError` that carries no bound value and no SQL.
enum StoreFault {
    static func error(_ error: any Error) -> StoreError {
        switch error {
        case let error as StoreError: error
        case let error as DatabaseError: self.error(error)
        case is CancellationError:
            StoreError(.unavailable, "expected a caller that waits for the database")
        case is Refusal:
            StoreError(.unusable, "expected rows of the form in which they were stored")
        default:
            StoreError(.unavailable, "expected the database to do as asked")
        }
    }

    private static func error(_ error: DatabaseError) -> StoreError {
        let code = error.extendedResultCode.rawValue
        return switch error.resultCode {
        case .SQLITE_CONSTRAINT:
            StoreError(
                .conflict, "expected a change that the schema allows (SQLite result \(code))")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            StoreError(.unusable, "expected a sound database file (SQLite result \(code))")
        default:
            StoreError(.unavailable, "expected the database to do as asked (SQLite result \(code))")
        }
    }
}
