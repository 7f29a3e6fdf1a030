/// Why bytes are not strict JSON, and where.
public struct JSONError: Error, Sendable, Equatable {
    public enum Code: String, Sendable, CaseIterable {
        /// Not JSON (RFC 8259).
        case syntax
        /// A name that comes twice in one object, compared after unescaping.
        case duplicateName = "duplicate-name"
        /// More than 32 containers inside each other.
        case depth
        /// Invalid UTF-8, a byte order mark or an unpaired surrogate.
        case encoding
        /// A number with a fraction, an exponent or a needless zero, `-0`, or one beyond 2^53.
        case number
        /// Bytes after the value.
        case trailing
        /// More bytes than the caller allows.
        case tooLarge = "too-large"
    }

    public let code: Code
    /// What was expected, without anything of what was read.
    public let message: String
    /// The byte at which reading stopped, from 0.
    public let offset: Int

    public init(code: Code, message: String, offset: Int) {
        self.code = code
        self.message = message
        self.offset = offset
    }
}

extension JSONError: CustomStringConvertible {
    public var description: String { "\(code.rawValue): \(message) (byte \(offset))" }
}
