import ArgumentParser
import BlueButton
import JOSE
import OpenSSL
import PartySetup
import ReleaseKit
import TestPKI
import Trust

/// Does one thing over and over in one thread, and says how often a second of processor time has
/// room for it.
struct KernelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kernel", abstract: "One thing over and over.")

    enum Work: String, ExpressibleByArgument {
        case verify, issue
    }

    @Argument var work: Work
    @Option var seconds = 2.0

    func run() async throws {
        let world = try ReleaseWorld.shared.get()
        let body =
            switch work {
            case .verify: try Self.verification(world)
            case .issue: try Self.issuing(world)
            }
        // The first one fills what is remembered: keys, chains, algorithms.
        try body()
        let begin = ProcessorTime.own
        var count = 0
        while ProcessorTime.own - begin < seconds {
            try body()
            count += 1
        }
        ProgramRun.say("\(Double(count) / (ProcessorTime.own - begin))")
    }

    /// A recipient's whole verification of a package of two attestations.
    private static func verification(_ world: ReleaseWorld) throws -> () throws -> Void {
        let (request, key) = try world.request()
        let applicant = try Applicant(world)
        let release = try applicant.release(to: request)
        let registration = Array(
            try applicant.registration(of: release.consent, release.package).utf8)
        let trust = world.trust
        return {
            let verified = try VerifiedPackage.verify(
                package: SealedPackage(release.package.text), registration: registration,
                requestText: request.text, key: key,
                directory: { (_, _) throws(Refusal) in world.directory }, trust: trust,
                at: world.time)
            guard verified.presentations.count == 2 else {
                throw BenchmarkError("expected two presentations")
            }
        }
    }

    /// All that a gateway does for an attestation but asking the registry: the mandate, the token
    /// and its binding, the SD-JWT, its encryption.
    private static func issuing(_ world: ReleaseWorld) throws -> () throws -> Void {
        let session = try P256PrivateKey()
        let token = try world.sourcesToken(boundTo: session)
        let source = try world.directory.source(OIN(world.sealer("brp").oin))
        let (holder, decryption) = (try P256PrivateKey(), try P256PrivateKey())
        let mandate = try Mandate.make(
            .attestation(
                source: source.oin, type: .brp, holderKey: JWK(holder.publicKey),
                encryptionKey: JWK(decryption.publicKey)),
            directory: world.directory.hash, token: token, key: session, at: world.time)
        let encryption = try world.pki.party("brp").key("encryption")
        let sealed = try SealedToken.seal(token, to: source)
        let policy = AccessTokenPolicy.sources(of: world.directory.identityProvider)
        let sealer = try world.sealer("brp")
        let claims = Applicant.claims.all
        return {
            let order = try Mandate.verify(mandate.text, at: world.time)
            let access = try AccessToken.verify(
                SealedToken.open(sealed, keys: [encryption]), with: order, policy: policy,
                at: world.time)
            guard case .attestation(_, let type, let holderKey, let encryptionKey) = order.order
            else { throw BenchmarkError("expected a mandate for an attestation") }
            let attestation = try Attestation.issue(
                claims, type: type, person: access.subject, holderKey: holderKey, by: sealer,
                at: world.time)
            _ = try SealedAttestation.seal(attestation, to: encryptionKey)
        }
    }
}
