/// Reading of the header `Cache-Control` (RFC 9111 section 5.2.2).
package enum CacheControl {
    /// How long an answer may be kept, in seconds: its `max-age`, 0 where it must not be kept.
    ///
    /// Nil where nothing is said, or nothing that can be read.
    package static func maximumAge(_ headers: HeaderList) -> Int64? {
        let directives = headers.values("cache-control").joined(separator: ",").lowercased()
            .split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
        if directives.contains("no-store") || directives.contains("no-cache") { return 0 }
        let ages = directives.filter { $0.hasPrefix("max-age=") }
            .map { $0.dropFirst("max-age=".count) }
        guard let text = ages.first, ages.allSatisfy({ $0 == text }),
            (1...12).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int64(text)
    }
}
