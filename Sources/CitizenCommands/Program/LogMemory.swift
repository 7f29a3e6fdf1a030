import BlueButton
import TransparencyLog

/// The checkpoint of the access log that the program last saw: what came after must continue it.
struct LogMemory: Sendable {
    static let file = "log-checkpoint"
    /// Two checkpoints that contradict each other, both signed by the log: evidence.
    static let conflictFile = "log-conflict.txt"

    let home: CitizenHome
    let key: NoteVerifierKey

    /// The checkpoint last seen; nil before the first.
    func last() throws -> Checkpoint? {
        try home.text(Self.file).map { try Checkpoint(note: $0, by: key) }
    }

    func keep(_ checkpoint: Checkpoint) throws {
        try home.write(checkpoint.note, Self.file)
    }

    /// Keeps two checkpoints between which there is no proof.
    func keep(conflict earlier: Checkpoint, _ later: Checkpoint) throws {
        try home.write(earlier.note + "\n" + later.note, Self.conflictFile)
    }
}
