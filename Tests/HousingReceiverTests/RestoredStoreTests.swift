import BlueButton
import Foundation
import JOSE
import OpenSSL
import ReleaseKit
import Sovereignty
import StoreSQLite
import TestKit
import Testing

@testable import HousingReceiver

/// An older copy of the receiver's store is recognised by what happened since.
struct RestoredStoreTests {
    enum Deed: CaseIterable {
        case request, package, confirmation, withdrawal, unknownWithdrawal, sweep
    }

    @Test(arguments: Deed.allCases)
    func `after each of these an older copy is refused until it is accepted`(
        deed: Deed
    ) async throws {
        let corporation = try await Corporation()
        let applicant = try Applicant(corporation.world)
        let release = try applicant.release(to: try await corporation.request())
        var code = ""
        if deed != .package, deed != .unknownWithdrawal {
            let answer = try await corporation.deliver(release, of: applicant)
            code = Corporation.code(of: answer) ?? ""
        }
        let copies = StoreCopy(folder: corporation.folder.path, form: ReceiverStore.form)
        let other = corporation.folder.path + "-other"
        defer { try? FileManager.default.removeItem(atPath: other) }
        try FileManager.default.createDirectory(
            atPath: other, withIntermediateDirectories: true)
        await corporation.store.database.emptyLog()
        // The file as it is, without the word that it is a copy, as a disk's snapshot has it.
        try FileManager.default.copyItem(
            atPath: corporation.folder.path + "/receiver.sqlite",
            toPath: other + "/receiver.sqlite")
        switch deed {
        case .request: _ = try await corporation.request()
        case .package: try await corporation.deliver(release, of: applicant)
        case .confirmation: try await corporation.confirm(release, code: code)
        case .withdrawal, .unknownWithdrawal:
            _ = try await corporation.withdrawals.receive(
                Withdrawal.sign(
                    release.consent, holderKey: applicant.holderKey, at: corporation.clock.now))
        case .sweep:
            _ = try await corporation.store.sweep(at: corporation.clock.now + 15 * 86_400)
        }
        try copies.check()
        try FileManager.default.copyItem(
            atPath: corporation.folder.path + "/receiver.mark", toPath: other + "/receiver.mark")
        let refused = #expect(throws: StoreError.self) {
            _ = try ReceiverStore(folder: other, logger: Corporation.quiet)
        }
        #expect(refused?.code == .restored)
        #expect(refused?.message.contains("--accept-restored") == true)
        for accepts in [true, false] {
            _ = try ReceiverStore(
                folder: other, acceptsRestored: accepts, logger: Corporation.quiet)
        }
    }
}
