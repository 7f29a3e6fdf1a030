import BlueButton
import HTTPTypes
import Hummingbird
import JOSE
import OpenSSL
import PartySetup
import Sovereignty
import StrictJSON
import Transport

/// The service's routes for citizens and the public ones.
struct ServiceAPI: Sendable {
    /// The most consents in one answer: with the largest documents it stays below 8 MiB.
    static let pageSize = 30

    let directories: DirectoryShelf
    let citizens: CitizenAuthentication
    let federation: OverviewFederation
    let relay: AttestationRelay
    let desk: ReleaseDesk
    let store: any Store
    let logDesk: LogDesk
    let clock: WallClock
    /// What is wrong with the revocation lists, for the health.
    var trustProblem: @Sendable () -> Problem? = { nil }

    func router() -> Router<AppContext> {
        let router = Router(context: AppContext.self)
        router.addHealth(problem: trustProblem) { [store] in
            (try? await store.highestDirectoryVersion()) != nil
        }
        router.addDocument(of: ServiceInterface.description)
        addDirectories(to: router)
        addQueries(to: router)
        addReleases(to: router)
        addConsents(to: router)
        LogAPI(log: logDesk.log, citizens: citizens).add(to: router)
        return router
    }

    private func addDirectories(to router: Router<AppContext>) {
        router.on(ServiceInterface.directory) { _, _ in
            Response.document(Array(directories.current.text.utf8), contentType: "application/jwt")
        }
        router.on(ServiceInterface.directoryByHash) { _, context in
            let hash = try DocumentHash(context.parameters.require("hash"))
            return Response.document(
                Array(try await directories.text(hash).utf8), contentType: "application/jwt")
        }
    }

    private func addQueries(to router: Router<AppContext>) {
        add(ServiceInterface.overviews, to: router) { request, _, citizen in
            let body = try await Self.json(request, upTo: DocumentLimits.overviewBody)
            let (mandate, directory) = try await mandate(in: body, of: citizen)
            var tokens: [OIN: String] = [:]
            for (digits, token) in try body.object("tokens").members {
                tokens[try OIN(digits)] = try token.asString()
            }
            let order = (tokens: tokens, subject: citizen.subject)
            let overview = try await logDesk.recording(
                .query, of: mandate.hash, subject: citizen.subject
            ) {
                try await federation.overview(
                    of: mandate, tokens: order.tokens, subject: order.subject,
                    directory: directory)
            }
            return Response.document(overview.bytes(), contentType: "application/jose+json")
        }
        add(ServiceInterface.attestations, to: router) { request, _, citizen in
            let body = try await Self.json(request, upTo: DocumentLimits.body)
            let (mandate, directory) = try await mandate(in: body, of: citizen)
            let attestation = try await relay.attestation(
                mandate: mandate, token: try body.string("token"), subject: citizen.subject,
                directory: directory)
            return Response.json(["attestation": .string(attestation)])
        }
    }

    private func addReleases(to router: Router<AppContext>) {
        add(ServiceInterface.takeRelease, to: router) { request, _, citizen in
            let body = try await Self.json(request, upTo: DocumentLimits.releaseBody)
            let consent = try body.string("consent")
            let named = try Consent.verify(consent, at: clock.now()).directory
            let release = try await desk.take(
                request: try body.string("request"), consent: consent,
                package: try body.string("package"), subject: citizen.subject,
                directory: try await directories.directory(named))
            return Response.json(["id": release.consentID.json], status: .created)
        }
        add(ServiceInterface.release, to: router) { _, context, citizen in
            let release = try await release(context, of: citizen)
            return Response.json(ReleaseJSON.release(release))
        }
    }

    private func addConsents(to router: Router<AppContext>) {
        add(ServiceInterface.consents, to: router) { request, _, citizen in
            let before = try request.uri.queryParameters["before"].map {
                try DocumentID(String($0))
            }
            let releases = try await consents(of: citizen, before: before)
            let page = releases.prefix(Self.pageSize)
            return Response.json([
                "consents": .array(page.map(ReleaseJSON.consent)),
                "next": releases.count > page.count ? page.last?.consentID.json ?? .null : .null,
            ])
        }
        add(ServiceInterface.consent, to: router) { _, context, citizen in
            Response.json(ReleaseJSON.consent(try await release(context, of: citizen)))
        }
        add(ServiceInterface.withdraw, to: router) { request, context, citizen in
            let body = try await Self.json(request, upTo: DocumentLimits.body)
            let id = try DocumentID(context.parameters.require("id"))
            let state = try await desk.withdraw(
                try body.optionalString("withdrawal"), consent: id, subject: citizen.subject,
                directory: directories.current)
            return Response.json(["state": .string(state.rawValue)], status: .created)
        }
    }

    /// Adds a route for citizens: nothing of it runs before token, proof and nonce were checked.
    private func add(
        _ operation: Operation, to router: Router<AppContext>,
        _ answer:
            @escaping @Sendable (Request, AppContext, CitizenAuthentication.Citizen) async throws
            -> Response
    ) {
        router.on(operation) { request, context in
            try await citizens.answering(request) { citizen in
                try await answer(request, context, citizen)
            }
        }
    }

    /// Reads the mandate of a body: signed by the caller's session key, for a known directory.
    private func mandate(
        in body: JSONReader, of citizen: CitizenAuthentication.Citizen
    ) async throws -> (Mandate, Directory) {
        let mandate = try Mandate.verify(try body.string("mandate"), at: clock.now())
        guard mandate.sessionKey.thumbprint == citizen.sessionKey else {
            throw Refusal(.tokenKeyMismatch, "expected a mandate by the key of the token")
        }
        return (mandate, try await directories.directory(mandate.directory))
    }

    /// A page of a citizen's consents, and one more where there is a next page.
    private func consents(
        of citizen: CitizenAuthentication.Citizen, before: DocumentID?
    ) async throws -> [StoredRelease] {
        do throws(StoreError) {
            return try await store.releases(
                subject: citizen.subject, before: before, limit: Self.pageSize + 1)
        } catch {
            guard error.code == .missing else { throw error }
            throw Refusal(.consentUnknown, "expected 'before' as a consent of this citizen")
        }
    }

    private func release(
        _ context: AppContext, of citizen: CitizenAuthentication.Citizen
    ) async throws -> StoredRelease {
        let id = try DocumentID(context.parameters.require("id"))
        guard let release = try await store.release(id, subject: citizen.subject) else {
            throw Refusal(.consentUnknown, "expected a consent of this citizen")
        }
        return release
    }

    private static func json(_ request: Request, upTo bytes: Int) async throws -> JSONReader {
        try request.requireContentType("application/json")
        let body = try await request.body(upTo: bytes)
        do {
            let reader = JSONReader(try JSONValue.parse(body, maximumBytes: bytes))
            _ = try reader.asObject()
            return reader
        } catch {
            throw Problem.malformed("expected a JSON object")
        }
    }
}
