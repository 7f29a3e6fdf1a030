internal import COpenSSL

/// OpenSSL's random generator, seeded by the operating system; every thread has its own.
public enum SecureRandom {
    /// That many random bytes, at most 1 MiB.
    public static func bytes(_ count: Int) throws(OpenSSLError) -> [UInt8] {
        guard (0...1_048_576).contains(count) else {
            throw OpenSSLError(.operationFailed, "expected a count of 0 to 1,048,576 bytes")
        }
        var bytes = [UInt8](repeating: 0, count: count)
        guard unsafe RAND_bytes(&bytes, Int32(count)) == 1 else {
            throw .drained(.operationFailed, "expected the random generator to be seeded")
        }
        return bytes
    }
}
