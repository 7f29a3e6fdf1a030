import BlueButton
import JOSE
import OpenSSL
import Testing

/// When a provider is asked, and how long its keys count.
struct ProviderKeyCacheTests {
    private let start = Documents.time
    private let sealed: ProviderKeySet
    private let published: ProviderKeySet
    private var cache: ProviderKeyCache

    init() throws {
        sealed = ProviderKeySet([JWK(try P256PrivateKey().publicKey)])
        published = ProviderKeySet([JWK(try P256PrivateKey().publicKey)])
        cache = ProviderKeyCache(sealed: sealed, until: start + 2_592_000, at: start)
    }

    @Test mutating func `it begins with the sealed keys and asks at once`() {
        #expect(cache.keys(at: start) == sealed && cache.due == start)
        cache.failed(at: start)
        #expect(cache.keys(at: start) == sealed && cache.due == start + 60)
    }

    @Test mutating func `what is published takes the place of all`() {
        cache.took(published, age: 300, at: start)
        #expect(cache.keys(at: start) == published && cache.due == start + 300)
    }

    @Test(
        arguments: [
            (nil, 3600), (0, 60), (59, 60), (60, 60), (300, 300), (86_400, 86_400),
            (86_401, 86_400), (999_999_999_999, 86_400),
        ] as [(Int64?, Int64)])
    mutating func `the published age counts within its bounds`(age: Int64?, seconds: Int64) {
        cache.took(published, age: age, at: start)
        #expect(cache.due == start + seconds)
    }

    @Test mutating func `keys at hand serve while the provider is silent, and not for ever`() {
        cache.took(published, age: 60, at: start)
        for minute in 1...1440 { cache.failed(at: start + Int64(minute) * 60) }
        #expect(cache.keys(at: start + 86_459) == published)
        #expect(cache.keys(at: start + 86_460).keys.isEmpty)
        #expect(cache.keys(at: start + 100_000).keys.isEmpty)
        cache.took(published, age: 60, at: start + 100_000)
        #expect(cache.keys(at: start + 100_000) == published)
    }

    @Test mutating func `the sealed keys end with the directory`() {
        cache.failed(at: start)
        #expect(cache.keys(at: start + 2_591_999) == sealed)
        #expect(cache.keys(at: start + 2_592_000).keys.isEmpty)
    }

    @Test mutating func `unknown keys are a reason to ask once a minute`() {
        var asked: [Int64] = []
        for second in 0..<180 as Range<Int64> {
            if cache.asksForUnknown(at: start + second) { asked.append(second) }
            if second == 60 { cache.took(published, age: 60, at: start + second) }
        }
        #expect(asked == [0, 60, 120])
    }
}
