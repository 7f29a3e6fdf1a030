import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

/// What a recipient may ask.
@Suite struct AccreditationTests: RequestJudging {
    let documents: Documents
    private let time = Documents.time

    init() throws {
        documents = try Documents.shared.get()
    }

    @Test func `claims beyond the accreditation are refused`() throws {
        let claims: [(String, JSONValue)] = [
            ("dcql_query|credentials|0|claims|+", ["path": ["geslacht"]]),
            ("dcql_query|credentials|0|claims|+", ["path": ["nationaliteiten"]]),
            ("dcql_query|credentials|1|claims|+", ["path": ["inkomen-2019"]]),
            ("dcql_query|credentials|1|claims|0|path", ["naam"]),
        ]
        for (path, value) in claims {
            let text = try changed((path, value))
            expectRefusal(.claimsNotAccredited) { try verify(text) }
        }
    }

    @Test func `the BSN is for recipients with the right to it`() throws {
        let text = try changed(
            ("dcql_query|credentials|0|claims|+", ["path": ["burgerservicenummer"]]))
        expectRefusal(.bsnNotAllowed) { try verify(text) }
        let first = documents.world.directory.recipients[0]
        var purposes = first.purposes
        for term in purposes.keys {
            purposes[term]?[.brp]?.insert(ClaimPath("burgerservicenummer"))
        }
        for isAllowed in [true, false] {
            let recipient = DirectoryRecipient(
                slug: first.slug, oin: first.oin, name: first.name, hasBSNRight: isAllowed,
                origins: first.origins, purposes: purposes)
            let directory = try documents.directory(recipients: [recipient])
            if isAllowed {
                #expect(throws: Never.self) { try verify(text, directory: directory) }
            } else {
                expectRefusal(.bsnNotAllowed) { try verify(text, directory: directory) }
            }
        }
    }

    @Test func `a recipient that the directory does not list may ask nothing`() throws {
        let others = Array(documents.world.directory.recipients.dropFirst())
        let directory = try documents.directory(recipients: others)
        expectRefusal(.recipientUnknown) { try verify(documents[.request], directory: directory) }
    }

    @Test func `another recipient's certificate does not fit client_id`() throws {
        let other = try documents.world.sealer("stadswonen")
        let x5c = JSONValue.array(other.x5c.map { .string($0) })
        var (header, payload) = try Forge.parts(documents[.request])
        header = header.setting("x5c", x5c)
        let text = try Forge.signed(
            header, payload.bytes(), key: other.key, like: documents[.request])
        expectRefusal(.clientMismatch) { try verify(text) }
        payload = payload.setting(
            "client_id", .string(PresentationRequest.clientID(of: other.chain[0])))
        let own = try Forge.signed(
            header, payload.bytes(), key: other.key, like: documents[.request])
        expectRefusal(.originNotAllowed) { try verify(own) }
    }
}
