import JOSE
import OpenSSL
import SelectiveDisclosure
import StrictJSON
import TransparencyLog
import Trust

/// Why a document or an order is not accepted.
///
/// The message says what was expected; it never carries a value of the document, a token or
/// anything personal, so it may be shown, logged and sent back.
public struct Refusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// A code of its own for each thing that can be wrong; see `RefusalCodes.swift`.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }
    }

    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String {
        "\(code.rawValue): \(message)"
    }
}

/// Runs a check of a lower floor and turns what it throws into a `Refusal`.
///
/// This is the one place where codes of the lower modules become codes of the domain: they keep
/// their names, so that a reader of a problem finds the rule that refused.
func refusing<Value>(_ check: () throws -> Value) throws(Refusal) -> Value {
    do {
        return try check()
    } catch let refusal as Refusal {
        throw refusal
    } catch let error as JSONError {
        throw Refusal(error.code == .tooLarge ? .tooLarge : .malformed, error.message)
    } catch let error as JSONShapeError {
        throw Refusal(.malformed, error.message)
    } catch let error as JOSEError {
        throw Refusal(Refusal.Code(rawValue: error.code.rawValue), error.message)
    } catch let error as SDJWTError {
        throw Refusal(Refusal.Code(rawValue: error.code.rawValue), error.message)
    } catch let error as TrustError {
        throw Refusal(Refusal.Code(rawValue: error.code.rawValue), error.message)
    } catch let error as TransparencyLogError {
        throw Refusal(Refusal.Code(rawValue: error.code.rawValue), error.message)
    } catch let error as OpenSSLError {
        throw Refusal(Refusal.Code(rawValue: error.code.rawValue), error.message)
    } catch {
        throw Refusal(.malformed, "expected a document that can be read")
    }
}
