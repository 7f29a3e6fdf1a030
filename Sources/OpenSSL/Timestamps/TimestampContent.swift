/// What a token says (TSTInfo, RFC 3161, section 2.4.2).
struct TimestampContent {
    let policy: String
    let imprint: [UInt8]
    let time: UnixTime
    let nonce: [UInt8]?

    /// Refuses another version than 1, another hash than SHA-256, critical extensions and anything
    /// out of its place. Accuracy, ordering and the authority's name are passed over.
    init(_ der: [UInt8]) throws(DERReader.Unexpected) {
        var outer = DERReader(der[...])
        var members = try outer.take(0x30).members
        guard try members.take(0x02).content.elementsEqual([1]) else {
            throw DERReader.Unexpected()
        }
        policy = try TimestampSyntax.dotted(members.take(0x06).content)
        imprint = try TimestampSyntax.imprint(members.take(0x30))
        _ = try members.take(0x02)
        time = try TimestampSyntax.time(members.take(0x18).content)
        _ = members.takeIfPresent(0x30)
        _ = members.takeIfPresent(0x01)
        nonce = members.takeIfPresent(0x02).map { [UInt8]($0.content) }
        _ = members.takeIfPresent(0xa0)
        if let extensions = members.takeIfPresent(0xa1) {
            try Self.checkNoneCritical(extensions.members)
        }
        try members.end()
    }

    private static func checkNoneCritical(_ list: DERReader) throws(DERReader.Unexpected) {
        var list = list
        while !list.isAtEnd {
            var members = try list.take(0x30).members
            _ = try members.take(0x06)
            guard members.takeIfPresent(0x01) == nil else { throw DERReader.Unexpected() }
        }
    }
}
