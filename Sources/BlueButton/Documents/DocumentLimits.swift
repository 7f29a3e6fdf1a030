/// Sizes in bytes as transmitted, checked before any parsing.
public enum DocumentLimits {
    public static let directory = 4 << 20
    public static let mandate = 64 << 10
    public static let accessToken = 64 << 10
    public static let proof = 64 << 10
    public static let statement = 8 << 10
    public static let attestation = 64 << 10
    public static let overview = 32 << 20
    public static let request = 64 << 10
    public static let consent = 64 << 10
    public static let package = 512 << 10
    public static let packagePlaintext = 384 << 10
    public static let registration = 64 << 10
    public static let receipt = 64 << 10
    public static let withdrawal = 64 << 10
    public static let logEntry = 64 << 10

    /// Bodies of requests.
    public static let overviewBody = 8 << 20
    public static let releaseBody = 1 << 20
    public static let body = 64 << 10
}
