import Foundation
import OpenSSL
import PartySetup
import ReleaseKit
import TestPKI
import Testing
import Trust

/// Which revocation lists count, and how they are kept.
struct RevocationShelfTests {
    let world: ReleaseWorld
    let now: UnixTime
    let folder = FileManager.default.temporaryDirectory.path + "/shelf-\(UUID().uuidString)"

    init() throws {
        world = try ReleaseWorld.shared.get()
        now = world.time
    }

    private func list(
        number: Int64, from begin: Int64, days: Int64 = 5, of pki: GeneratedPKI? = nil,
        revoking revoked: [Certificate] = []
    ) throws -> CertificateRevocationList {
        let authority = try #require((pki ?? world.pki).authorities[.source]).intermediate
        return try authority.revocationList(
            revoking: revoked.map { ($0.serial, now) }, number: number, thisUpdate: now + begin,
            nextUpdate: now + begin + days * 86_400)
    }

    private func take(
        _ list: CertificateRevocationList, into shelf: RevocationShelf, at time: UnixTime? = nil
    ) throws -> RevocationShelf.Outcome {
        let trust = LiveTrust(world.trust, fetched: shelf.lists(by: world.trust)).store
        return try shelf.take(list.der, trust: trust, at: time ?? now)
    }

    @Test func `a fresh list of an authority of ours is taken once, and kept`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let shelf = RevocationShelf(folder: folder)
        let fresh = try list(number: 2, from: -60)
        #expect(try take(fresh, into: shelf) == .taken)
        #expect(try take(fresh, into: shelf) == .known)
        #expect(RevocationShelf(folder: folder).lists(by: world.trust) == [fresh])
    }

    @Test func `what counts as no list of ours is refused`() throws {
        let shelf = RevocationShelf(folder: nil)
        let foreign = try ReleaseWorld(at: now).pki
        #expect(try shelf.take([0x30], trust: world.trust, at: now) == .untrusted)
        #expect(try take(list(number: 2, from: -60, of: foreign), into: shelf) == .untrusted)
        #expect(try take(list(number: 2, from: 60), into: shelf) == .notCurrent)
        #expect(
            try take(list(number: 2, from: -10 * 86_400), into: shelf) == .notCurrent)
        let known = try #require(world.trust.revocationLists.first)
        #expect(try take(known, into: shelf) == .known)
        #expect(shelf.lists(by: world.trust).isEmpty)
    }

    @Test func `an older list does not take the place of a newer one`() throws {
        let shelf = RevocationShelf(folder: nil)
        #expect(try take(list(number: 5, from: -60), into: shelf) == .taken)
        #expect(try take(list(number: 6, from: -120), into: shelf) == .older)
        #expect(try take(list(number: 4, from: -30), into: shelf) == .older)
        #expect(try take(list(number: 6, from: -30), into: shelf) == .taken)
        #expect(shelf.lists(by: world.trust).count == 2)
    }

    @Test func `lists stay a while after their end, and then go`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let shelf = RevocationShelf(folder: folder)
        _ = try take(list(number: 2, from: -60, days: 1), into: shelf)
        shelf.sweep(at: now + 30 * 86_400)
        #expect(shelf.lists(by: world.trust).count == 1)
        shelf.sweep(at: now + 33 * 86_400)
        #expect(shelf.lists(by: world.trust).isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }

    @Test func `a list that another trust folder does not know does not count`() throws {
        let shelf = RevocationShelf(folder: nil)
        _ = try take(list(number: 2, from: -60), into: shelf)
        let foreign = try ReleaseWorld(at: now)
        #expect(shelf.lists(by: foreign.trust).isEmpty)
    }
}
