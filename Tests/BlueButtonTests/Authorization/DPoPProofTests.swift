import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

@Suite struct DPoPProofTests {
    private let documents: Documents
    private let time = Documents.time

    init() throws {
        documents = try Documents.shared.get()
    }

    @discardableResult
    private func verify(
        _ text: String, method: String = "POST", address: String = Documents.address,
        token: String? = nil, at time: UnixTime = Documents.time
    ) throws -> DPoPProof {
        try DPoPProof.verify(
            text, method: method, address: address,
            accessToken: token ?? documents[.accessToken], at: time)
    }

    @Test func `a proof tells the session key, its number and the nonce`() throws {
        let text = try DPoPProof.make(
            method: "GET", address: "https://a.example/x?y=1#z", accessToken: "t", nonce: "n",
            key: documents.sessionKey, at: time)
        let proof = try verify(text, method: "GET", address: "https://a.example/x?y=2", token: "t")
        #expect(proof.key == JWK(documents.sessionKey.publicKey))
        #expect(proof.nonce == "n")
        #expect(proof.issuedAt == time)
        #expect(try verify(documents[.proof]).nonce == nil)
        #expect(try Forge.parts(text).payload.at("htu") == "https://a.example/x")
    }

    @Test func `a proof is for one method, address and token`() {
        let proof = documents[.proof]
        for method in ["GET", "post", "", "PUT"] {
            expectRefusal(.proofRefused) { try verify(proof, method: method) }
        }
        for address in [
            "https://service.example:8443/v1/releases", "https://service.example/v1/overviews",
            "http://service.example:8443/v1/overviews", Documents.address + "/", "",
            Documents.address.uppercased(),
        ] {
            expectRefusal(.proofRefused) { try verify(proof, address: address) }
        }
        for token in ["", "t", documents[.sourcesToken]] {
            expectRefusal(.proofRefused) { try verify(proof, token: token) }
        }
    }

    @Test func `a proof lives a minute either way`() throws {
        let proof = documents[.proof]
        for offset in [-60, 0, 60] as [Int64] {
            #expect(throws: Never.self) { try verify(proof, at: time + offset) }
        }
        for offset in [-61, 61, 86_400, -86_400] as [Int64] {
            expectRefusal(.proofRefused) { try verify(proof, at: time + offset) }
        }
    }

    static let refused: [Change] = [
        Change("htm", nil), Change("htm", 1), Change("htu", nil), Change("htu", ""),
        Change("htu", .string(Documents.address + "?x=1")), Change("ath", nil),
        Change("ath", ""), Change("ath", "AAAA"), Change("iat", nil), Change("iat", 0),
        Change("iat", "1795000000"), Change("jti", nil), Change("jti", ""),
        Change("jti", "kort"), Change("jti", 1),
        Change("jti", .string(String(repeating: "a", count: 129))), Change("nonce", 1),
        Change("nonce", .null),
    ]

    @Test(arguments: refused)
    func `a proof that does not fit is refused`(change: Change) throws {
        let text = try documents.changed(.proof, (change.path, change.value))
        expectRefusal(.proofRefused) { try verify(text) }
    }

    @Test func `a proof without a token proves nothing to a server`() throws {
        let text = try DPoPProof.make(
            method: "POST", address: Documents.address, accessToken: nil, nonce: nil,
            key: documents.sessionKey, at: time)
        expectRefusal(.proofRefused) { try verify(text) }
    }

    @Test func `two proofs have two numbers`() throws {
        let make = {
            try DPoPProof.make(
                method: "POST", address: Documents.address,
                accessToken: documents[.accessToken], nonce: nil, key: documents.sessionKey,
                at: time)
        }
        #expect(try verify(make()).id != verify(make()).id)
    }
}
