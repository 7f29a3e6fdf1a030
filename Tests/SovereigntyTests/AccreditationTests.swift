import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import Testing
import TestPKI

@testable import Sovereignty

/// The service refuses what a recipient may not ask, also where the citizen's program did not.
struct AccreditationTests {
    /// The next directory, with other recipients.
    private func directory(
        _ rig: ServiceRig, recipients: [DirectoryRecipient]
    ) throws -> Directory {
        let (world, model) = (rig.world, rig.world.directory)
        let draft = DirectoryDraft(
            version: model.version + 1, issuedAt: world.time, expires: world.time + 86_400,
            sources: model.sources, recipients: recipients, service: model.service,
            log: model.log, identityProvider: model.identityProvider,
            revocationAddresses: model.revocationAddresses)
        return try Directory.verify(
            draft.sealed(by: world.sealer("scheme")), trust: world.trust, at: world.time)
    }

    private func code(_ rig: ServiceRig, _ composed: Composed, _ directory: Directory) async
        -> Refusal.Code?
    {
        let error = await #expect(throws: Refusal.self) {
            try await rig.take(composed, directory: directory)
        }
        return error?.code
    }

    @Test func `a release for claims that the recipient may not ask is not taken`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.composed()
        let narrowed = rig.world.directory.recipients.map { one in
            DirectoryRecipient(
                slug: one.slug, oin: one.oin, name: one.name, hasBSNRight: one.hasBSNRight,
                origins: one.origins,
                purposes: one.purposes.mapValues { kinds in
                    kinds.mapValues { $0.subtracting([ClaimPath("adres")]) }
                })
        }
        let directory = try directory(rig, recipients: narrowed)
        #expect(await code(rig, composed, directory) == .claimsNotAccredited)
        #expect(try await rig.store.release(composed.id, subject: ServiceRig.subject) == nil)
    }

    @Test func `a release for a recipient that is not listed any more is not taken`() async throws {
        let rig = try ServiceRig()
        let composed = try await rig.composed()
        let others = rig.world.directory.recipients.filter {
            $0.oin != composed.request.recipient.oin
        }
        let directory = try directory(rig, recipients: others)
        #expect(await code(rig, composed, directory) == .recipientUnknown)
    }
}
