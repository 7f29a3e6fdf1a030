import BlueButton
import Foundation
import OpenSSL
import PartySetup
import Sovereignty
import Transport
import Trust

/// Looks at everything that the program needs, in the order in which things build on each other, and
/// says how to mend what is wrong.
///
/// Changes nothing but what every command does: the directory and the log's checkpoint that were seen,
/// and fetched revocation lists. Asks for no passphrase.
struct Doctor: Sendable {
    /// How far a clock may be off before documents are refused, in seconds.
    static let clockTolerance: Int64 = 60
    /// What ends within this time is told beforehand, in seconds: 14 days for anchors.
    private static let soon: Int64 = 14 * 86_400

    let home: CitizenHome
    let clock: WallClock
    let texts: Texts

    /// What can be seen without the network.
    func local() -> [Diagnosis] {
        [versions, homeFolder, configuration] + anchors() + [session, keys]
    }

    /// What others say; nothing where there is no configuration to ask them by.
    func remote(_ program: CitizenProgram) async -> [Diagnosis] {
        var found: [Diagnosis] = []
        let address = program.configuration.service
        let health = await Result.of {
            try await program.naming(texts.service(at: address)) {
                try await program.client.get(
                    address + "/v1/health", maximumBytes: 64 << 10, deadline: .now + .seconds(10))
            }
        }
        found.append(service(health))
        if let reply = try? health.get() { found.append(clock(reply)) }
        let directory = await Result.of { try await program.directory() }
        found.append(self.directory(directory))
        found.append(lists(program.trust))
        guard let directory = try? directory.get() else { return found }
        let issuer = directory.identityProvider.issuer
        found.append(
            await tried(.provider, texts.providerAnswers) {
                let discovery = ProviderDiscovery(client: program.client, issuer: issuer)
                try await program.naming(texts.loginProvider(at: issuer)) {
                    _ = try await discovery.metadata(deadline: .now + .seconds(10))
                }
            })
        found.append(
            await tried(.log, texts.logFollows) { try await program.followLog(in: directory) })
        return found
    }

    // MARK: This device

    private var versions: Diagnosis {
        let finding = texts.versions(
            openSSL: LibraryVersion.text,
            system: ProcessInfo.processInfo.operatingSystemVersionString)
        guard LibraryVersion.major >= 3 else {
            return .problem(.versions, finding, mend: texts.installOpenSSL)
        }
        return .ok(.versions, finding)
    }

    private var homeFolder: Diagnosis {
        let files = FileManager.default
        guard TextFile.isFolder(home.path) else {
            return .problem(
                .home, texts.noHome(home.path), mend: texts.hint(.configure), kind: .usage)
        }
        guard files.isWritableFile(atPath: home.path) else {
            return .problem(
                .home, texts.homeReadOnly(home.path),
                mend: "chmod u+rwx '\(home.path)'", kind: .usage)
        }
        let inner = files.enumerator(atPath: home.path)?.compactMap { $0 as? String } ?? []
        let open = inner.filter { name in
            let isSecret =
                [Session.file, KeyVault.file].contains(name)
                || name.hasSuffix("/" + KeptRelease.keyFile) || name.hasSuffix("/confirm")
            return isSecret && mode("\(home.path)/\(name)") & 0o077 != 0
        }
        guard mode(home.path) & 0o077 == 0, open.isEmpty else {
            return .problem(
                .home, texts.homeOpen(home.path), mend: "chmod -R go= '\(home.path)'")
        }
        return .ok(.home, texts.homeFine(home.path))
    }

    private func mode(_ path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.posixPermissions] as? Int ?? 0
    }

    private var configuration: Diagnosis {
        do {
            let configuration = try CitizenConfiguration(home: home)
            return .ok(.configuration, texts.configured(service: configuration.service))
        } catch {
            let trouble = CitizenError(error)
            return .problem(
                .configuration, texts.message(of: trouble),
                mend: texts.mendConfiguration("\(home.path)/config.json"), kind: .usage)
        }
    }

    /// The roots of every role that this program judges by, and when the first of them ends.
    private func anchors() -> [Diagnosis] {
        guard let trust = try? CitizenConfiguration(home: home).trust else { return [] }
        let missing = Role.allCases.filter { trust.anchors(for: $0).isEmpty }
        guard missing.isEmpty else {
            let names = missing.map { "\($0.fileName).pem" }.joined(separator: ", ")
            return [
                .problem(.anchors, texts.anchorsMissing(names), mend: texts.newAnchors)
            ]
        }
        let now = clock.now()
        let ends = trust.authorities.map(\.notAfter).min() ?? now
        switch ends {
        case ...now:
            return [
                .problem(.anchors, texts.anchorsEnded(texts.time(ends)), mend: texts.newAnchors)
            ]
        case ...(now + Self.soon):
            return [.warning(.anchors, texts.anchorsFine(texts.time(ends)), mend: texts.newAnchors)]
        default:
            return [.ok(.anchors, texts.anchorsFine(texts.time(ends)))]
        }
    }

    private var session: Diagnosis {
        do {
            guard let end = try Session.Ending(home: home) else {
                return .warning(.session, texts.notLoggedInNow, mend: texts.hint(.logIn))
            }
            _ = end
            return .ok(.session, texts.loginThere)
        } catch {
            return .problem(
                .session, texts.message(of: .sessionDamaged), mend: texts.hint(.logOutAndIn),
                kind: .notLoggedIn)
        }
    }

    private var keys: Diagnosis {
        let vault = KeyVault(home: home)
        guard let count = try? vault.count() else {
            return .problem(
                .keys, texts.keysUnreadable, mend: "chmod -R u+rX '\(home.path)'")
        }
        guard vault.isProtected else {
            return .ok(.keys, texts.keysOpen(count.open))
        }
        guard count.open == 0 else {
            return .warning(
                .keys, texts.keysHalfSealed(count.open), mend: "blauweknop passphrase set")
        }
        return .ok(.keys, texts.keysSealed(count.sealed))
    }

    // MARK: Others

    private func service(_ reply: Result<HTTPReply, any Error>) -> Diagnosis {
        switch reply {
        case .failure(let error): return trouble(.service, error)
        case .success(let reply) where reply.status == 200:
            let version = reply.headers["api-version"].map { DisplayText($0).text } ?? "?"
            guard version.hasPrefix("1.") else {
                return .problem(
                    .service, texts.otherInterface(version), mend: texts.newProgram)
            }
            return .ok(.service, texts.serviceFine(version))
        case .success:
            return .problem(
                .service, texts.serviceTroubled, mend: texts.hint(.tryLater), kind: .unreachable)
        }
    }

    /// Compares this device's clock with the service's, by the `Date` of its answer.
    private func clock(_ reply: HTTPReply) -> Diagnosis {
        guard let text = reply.headers["date"], let theirs = HTTPDate.parse(text) else {
            return .warning(.clock, texts.clockUnknown, mend: texts.setClock)
        }
        let ahead = clock.now().seconds - theirs.seconds
        guard abs(ahead) < Self.clockTolerance else {
            return .problem(.clock, texts.clockOff(by: ahead), mend: texts.setClock)
        }
        return .ok(.clock, texts.clockFine(by: abs(ahead)))
    }

    private func directory(_ directory: Result<Directory, any Error>) -> Diagnosis {
        switch directory {
        case .failure(let error): return trouble(.directory, error)
        case .success(let directory):
            return .ok(
                .directory,
                texts.directoryFine(
                    version: directory.version, until: texts.time(directory.expires)))
        }
    }

    private func lists(_ trust: TrustStore) -> Diagnosis {
        let missing = trust.authoritiesWithoutList(at: clock.now())
        guard missing.isEmpty, let end = trust.firstEnd(at: clock.now()) else {
            return .problem(
                .lists, texts.listsMissing(missing.count), mend: texts.newLists)
        }
        return .ok(.lists, texts.listsFine(texts.time(end)))
    }

    private func tried(
        _ subject: Diagnosis.Subject, _ finding: String, _ body: () async throws -> Void
    ) async -> Diagnosis {
        do {
            try await body()
            return .ok(subject, finding)
        } catch {
            return trouble(subject, error)
        }
    }

    private func trouble(_ subject: Diagnosis.Subject, _ error: any Error) -> Diagnosis {
        let trouble = CitizenError(error)
        let finding = "\(texts.message(of: trouble)) (\(trouble.code))"
        return .problem(subject, finding, mend: texts.mend(trouble), kind: trouble.kind)
    }
}

extension Result where Failure == any Error {
    fileprivate static func of(_ body: () async throws -> Success) async -> Self {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}
