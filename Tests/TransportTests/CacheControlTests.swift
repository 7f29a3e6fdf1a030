import Testing

@testable import Transport

struct CacheControlTests {
    @Test(
        arguments: [
            (["max-age=300"], 300), (["public, max-age=300"], 300), (["MAX-AGE=5"], 5),
            (["public", "max-age=7"], 7), (["max-age=7, max-age=7"], 7), (["max-age=0"], 0),
            (["no-store"], 0), (["max-age=300, no-cache"], 0), (["no-store", "max-age=300"], 0),
            ([], nil), (["public"], nil), (["max-age=-1"], nil), (["max-age=1.5"], nil),
            (["max-age="], nil), (["max-age=\"5\""], nil), (["s-maxage=5"], nil),
            (["max-age=5, max-age=6"], nil), (["max-age=9999999999999"], nil), (["max-age=٣"], nil),
        ] as [([String], Int64?)])
    func `an age is read or nothing`(values: [String], age: Int64?) {
        let headers = HeaderList(values.map { ("Cache-Control", $0) })
        #expect(CacheControl.maximumAge(headers) == age)
    }
}
