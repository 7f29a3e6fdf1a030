import BlueButton
import GRDB
import JOSE
import OpenSSL

/// What a package is confirmed with: the code that its delivery was answered with, and the bits
/// that only its citizen has beside us.
///
/// The code is found by its hash and the bits are kept as a hash alone, so that no search takes
/// longer the nearer a guess is.
struct ConfirmationSecrets: Sendable {
    /// The code itself, as it is given to the same delivery again; nil once it cannot be used.
    let code: DocumentID?
    let codeHash: DocumentHash
    let bitsHash: DocumentHash

    /// Draws a fresh code for the bits of a package.
    init(bits: DocumentID) throws {
        let code = try DocumentID()
        self.code = code
        codeHash = DocumentHash(ofCharacters: code.text)
        bitsHash = DocumentHash(ofCharacters: bits.text)
    }

    init(reading row: Row) throws {
        code = try (row["response_code"] as String?).map { try DocumentID($0) }
        codeHash = try DocumentHash(row["response_code_hash"])
        bitsHash = try DocumentHash(row["confirmation_hash"])
    }

    /// Whether these are the bits, in constant time.
    func matches(bits: String) -> Bool {
        constantTimeEqual(
            Array(DocumentHash(ofCharacters: bits).text.utf8), Array(bitsHash.text.utf8))
    }
}
