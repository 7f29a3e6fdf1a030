internal import COpenSSL

/// The OpenSSL that does the work at run time.
public enum LibraryVersion {
    /// As the library says it, such as `OpenSSL 3.0.17 1 Jul 2025`.
    public static var text: String {
        guard let text = unsafe OpenSSL_version(OPENSSL_VERSION) else { return "OpenSSL" }
        return unsafe String(cString: text)
    }

    /// The first part of the version; this code needs 3.
    public static var major: Int { Int(OPENSSL_version_major()) }
}
