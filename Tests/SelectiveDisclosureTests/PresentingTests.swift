import JOSE
import OpenSSL
import SelectiveDisclosure
import StrictJSON
import Testing

@Suite struct PresentingTests {
    @Test func `only what is presented can be read`() throws {
        let shown = try Credentials.issued().presenting(["geboorte"])
        let verified = try SDJWT(shown.text, maximumBytes: 65_536)
            .verified(by: Credentials.issuer.get().publicKey)
        #expect(verified.disclosedNames == ["geboorte"])
        #expect(verified.claims["geboorte"] == ["datum": "1985-12-01"])
        #expect(verified.claims["naam"] == nil)
        #expect(verified.claims.count == 6)
    }

    @Test func `nothing at all can be presented`() throws {
        let shown = try Credentials.issued().presenting([])
        #expect(shown.disclosures.isEmpty)
        let verified = try shown.verified(by: Credentials.issuer.get().publicKey)
        #expect(try verified.claims == Credentials.plain())
    }

    @Test func `the issuer's part stays as it was, byte for byte`() throws {
        let issued = try Credentials.issued()
        let shown = try issued.presenting(["naam", "partner"])
        #expect(shown.issuerJWS == issued.issuerJWS)
        #expect(shown.disclosures.map(\.encoded).allSatisfy(issued.text.contains))
        #expect(shown.disclosures.map(\.name) == ["naam", "partner"])
    }

    @Test(arguments: [["adres"], ["naam", "adres"], ["iss"], ["voornamen"], [""], ["_sd"]])
    func `a name that is not disclosed is refused`(names: [String]) throws {
        let issued = try Credentials.issued()
        #expect(code { _ = try issued.presenting(Set(names)) } == .unknownClaim)
    }

    @Test func `what was left out cannot be presented any more`() throws {
        let shown = try Credentials.issued().presenting(["naam"])
        #expect(code { _ = try shown.presenting(["partner"]) } == .unknownClaim)
    }

    @Test func `what was bound cannot be presented or bound again`() throws {
        let bound = try Credentials.presented()
        let holder = try Credentials.holder.get()
        #expect(code { _ = try bound.presenting(["naam"]) } == .keyBindingUnexpected)
        let again = code {
            _ = try bound.binding(audience: "a", nonce: "n", issuedAt: 1, key: holder)
        }
        #expect(again == .keyBindingUnexpected)
    }

    @Test func `a claim that is kept keeps what is disclosed inside it`() throws {
        let street = Raw(["s1", "straat", "Dorpsstraat"])
        let country = Raw(["s2", "FR"])
        let address = Raw(["s3", "adres", ["_sd": [street.digest], "plaats": "Ons Dorp"]])
        let countries = Raw(["s4", "landen", [["...": country.digest], "NL"]])
        let text = try Credentials.text(
            ["_sd": [address.digest, countries.digest]],
            [address, street, countries, country].map(\.encoded))
        let issued = try SDJWT(text, maximumBytes: 65_536)
        #expect(try issued.presenting(["adres"]).disclosures.count == 2)
        #expect(try issued.presenting(["landen"]).disclosures.map(\.name) == ["landen", nil])
        #expect(try issued.presenting(["adres", "landen"]).text == issued.text)
        let shown = try issued.presenting(["adres"])
            .verified(by: Credentials.issuer.get().publicKey)
        #expect(shown.claims == ["adres": ["plaats": "Ons Dorp", "straat": "Dorpsstraat"]])
    }

    @Test func `an SD-JWT that would be refused is not presented`() throws {
        let stray = Raw(["s", "stray", 1])
        let text = try Credentials.text(["_sd": []], [stray.encoded])
        let issued = try SDJWT(text, maximumBytes: 65_536)
        #expect(code { _ = try issued.presenting([]) } == .unreferencedDisclosure)
    }
}
