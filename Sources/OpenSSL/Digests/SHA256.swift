internal import COpenSSL

/// SHA-256 (FIPS 180-4).
public enum SHA256 {
    /// The hash of those bytes: 32 bytes.
    ///
    /// Does not throw: OpenSSL can only fail here when memory has run out, and then the process
    /// ends, as Swift's own allocations end it.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var done: Int32 = 0
        let hash = unsafe [UInt8](unsafeUninitializedCapacity: 32) { output, count in
            unsafe done = Algorithm.sha256.withPointer { algorithm in
                unsafe EVP_Digest(bytes, bytes.count, output.baseAddress, nil, algorithm, nil)
            }
            count = 32
        }
        precondition(done == 1, "expected OpenSSL to have memory for a SHA-256 context")
        return hash
    }

    /// The hash of the text's UTF-8.
    public static func hash(utf8 text: String) -> [UInt8] {
        hash([UInt8](text.utf8))
    }
}

/// Owns one fetched `EVP_MD`: fetching once halves the time of a short hash.
///
/// Unchecked because the compiler sees a pointer. A fetched algorithm is never changed after the
/// fetch; its users only raise and lower an atomic reference count.
@safe final class Algorithm: @unchecked Sendable {
    static let sha256 = Algorithm("SHA256")

    private let algorithm: OpaquePointer?

    private init(_ name: String) {
        unsafe algorithm = EVP_MD_fetch(nil, name, nil)
    }

    deinit {
        unsafe EVP_MD_free(algorithm)
    }

    /// Nil where the provider has no such algorithm, which makes every use of it fail.
    func withPointer<Result>(_ body: (OpaquePointer?) -> Result) -> Result {
        unsafe body(algorithm)
    }
}
