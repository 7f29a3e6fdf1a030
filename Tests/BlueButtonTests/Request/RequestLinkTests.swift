import BlueButton
import Testing

@Suite struct RequestLinkTests {
    private static let address = "https://woonhaven.example:8443/r/abc"
    private static let encoded = "https%3A%2F%2Fwoonhaven.example%3A8443%2Fr%2Fabc"

    @Test(arguments: ["openid4vp://?", "haip-vp://?"])
    func `a link names client and address`(scheme: String) throws {
        for address in [Self.address, Self.encoded] {
            let link = try RequestLink(
                "\(scheme)client_id=x509_hash%3Aabc&request_uri=\(address)&later=1")
            #expect(link.clientID == "x509_hash:abc")
            #expect(link.address == Self.address)
        }
    }

    @Test func `what is written is read again`() throws {
        let link = RequestLink(clientID: "x509_hash:a-b_c~", address: Self.address + "?d=é&e=%")
        #expect(link.text.utf8.allSatisfy { (0x21...0x7E).contains($0) })
        expectRefusal(.malformed) { _ = try RequestLink(link.text) }
        let plain = RequestLink(clientID: "x509_hash:a-b_c~", address: Self.address + "?d=1&e=2")
        #expect(try RequestLink(plain.text) == plain)
    }

    static let refused = [
        "", "openid4vp://", "openid4vp://?", "openid4vp:?client_id=a&request_uri=\(address)",
        "https://?client_id=a&request_uri=\(address)",
        "OPENID4VP://?client_id=a&request_uri=\(address)",
        "openid4vp://authorize?client_id=a&request_uri=\(address)",
        " openid4vp://?client_id=a&request_uri=\(address)", "openid4vp://?client_id=a",
        "openid4vp://?request_uri=\(address)", "openid4vp://?client_id=a&request_uri=",
        "openid4vp://?client_id=a&client_id=b&request_uri=\(address)",
        "openid4vp://?client_id=a&request_uri=\(address)&request_uri=\(address)",
        "openid4vp://?client_id&request_uri=\(address)",
        "openid4vp://?client_id=a&request_uri=http%3A%2F%2Fa.example%2F",
        "openid4vp://?client_id=a&request_uri=https%3A%2F%2Fx%40a.example%2F",
        "openid4vp://?client_id=a&request_uri=https%3A%2F%2Fa.example%2F%23x",
        "openid4vp://?client_id=a&request_uri=https%3A%2F%2Fa.example%2F%0A",
        "openid4vp://?client_id=a&request_uri=javascript%3Aalert(1)",
        "openid4vp://?client_id=%zz&request_uri=\(address)",
        "openid4vp://?client_id=%4&request_uri=\(address)",
        "openid4vp://?client_id=%&request_uri=\(address)",
        "openid4vp://?client_id=%ff&request_uri=\(address)",
        "openid4vp://?client_id=%+1&request_uri=\(address)",
        "openid4vp://?client_id=a&request_uri=\(address)&x=" + String(repeating: "a", count: 4096),
    ]

    @Test(arguments: refused)
    func `a link that does not fit is refused`(text: String) {
        expectRefusal(.malformed) { _ = try RequestLink(text) }
    }
}
