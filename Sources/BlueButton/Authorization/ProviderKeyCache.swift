public import OpenSSL

/// When the keys of an identity provider are asked for, and which ones count: pure, times come in.
///
/// It begins with the keys that the scheme authority sealed into the directory. What the provider
/// publishes takes their place whole, so a key that was withdrawn counts no longer. A provider that
/// cannot be reached does not end the keys at hand, for a while.
public struct ProviderKeyCache: Sendable {
    /// The bounds of a published age, in seconds.
    public static let ages: ClosedRange<Int64> = 60...86_400
    /// The age where the provider names none, in seconds.
    public static let usualAge: Int64 = 3600
    /// Between two attempts where one failed, and between two for unknown keys, in seconds.
    public static let pause: Int64 = 60
    /// How long keys serve past their age while the provider cannot be reached, in seconds.
    public static let grace: Int64 = 86_400

    private var known: ProviderKeySet
    private var dueAt: UnixTime
    private var endsAt: UnixTime
    private var unknownAt: UnixTime

    /// - Parameters:
    ///   - end: when the sealed keys end, where the provider never answers.
    public init(sealed: ProviderKeySet, until end: UnixTime, at now: UnixTime) {
        known = sealed
        dueAt = now
        endsAt = end
        unknownAt = now
    }

    /// The keys that count now; none where they are too old to.
    public func keys(at now: UnixTime) -> ProviderKeySet {
        now < endsAt ? known : ProviderKeySet([])
    }

    /// When the provider should be asked next.
    public var due: UnixTime { dueAt }

    /// Whether a token with an unknown key is a reason to ask now: once a minute, whoever sends
    /// how many of them.
    public mutating func asksForUnknown(at now: UnixTime) -> Bool {
        guard now >= unknownAt else { return false }
        unknownAt = now + Self.pause
        return true
    }

    /// Takes what the provider publishes.
    ///
    /// - Parameter age: how long it may be kept, as the provider says, in seconds.
    public mutating func took(_ keys: ProviderKeySet, age: Int64?, at now: UnixTime) {
        let bounded = min(max(age ?? Self.usualAge, Self.ages.lowerBound), Self.ages.upperBound)
        known = keys
        dueAt = now + bounded
        endsAt = dueAt + Self.grace
    }

    /// Notes that the provider could not be asked.
    public mutating func failed(at now: UnixTime) {
        dueAt = now + Self.pause
    }
}
