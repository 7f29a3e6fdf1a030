import BlueButton
import HTTPTypes
import Hummingbird
import JOSE
import OpenSSL
import PartySetup
import Sovereignty
import Transport

/// Who calls: an access token for this service, bound to a key, and that key's proof with a nonce
/// of ours (RFC 9449 sections 7 and 9).
struct CitizenAuthentication: Sendable {
    /// A caller whose token and proof were checked.
    struct Citizen: Sendable {
        /// The citizen at this service.
        let subject: String
        /// The thumbprint of the session key.
        let sessionKey: String
    }

    private let policy: AccessTokenPolicy
    private let provider: ProviderKeys
    private let origin: String
    private let clock: WallClock
    private let nonces: DPoPNonces
    private let memory: ReplayMemory

    /// - Parameters:
    ///   - nonces: those of this program; fresh ones by default.
    ///   - memory: the proofs that were used, which outlive a directory.
    init(
        directory: Directory, provider: ProviderKeys, clock: WallClock,
        nonces: DPoPNonces? = nil, memory: ReplayMemory = ReplayMemory()
    ) throws(OpenSSLError) {
        policy = .service(in: directory)
        origin = directory.service.endpoint
        self.provider = provider
        self.clock = clock
        self.memory = memory
        if let nonces { self.nonces = nonces } else { self.nonces = try DPoPNonces() }
    }

    /// Answers a citizen's request, once token and proof were checked; the answer brings the nonce
    /// for the next one.
    ///
    /// - Throws: a 401 problem with `WWW-Authenticate: DPoP`, and what the answer throws.
    func answering(
        _ request: Request, _ answer: (Citizen) async throws -> Response
    ) async throws -> Response {
        let citizen: Citizen
        do throws(Refusal) {
            citizen = try await check(request)
        } catch {
            throw try problem(error)
        }
        var response = try await answer(citizen)
        try addNonce(to: &response.headers)
        return response
    }

    /// Token, proof, binding, nonce, and only then the memory: what fails before it uses up
    /// nothing of an honest caller's.
    private func check(_ request: Request) async throws(Refusal) -> Citizen {
        let fields = request.headers
        let scheme = "DPoP "
        guard fields[values: .authorization].count == 1,
            let authorization = fields[.authorization], authorization.hasPrefix(scheme)
        else { throw Refusal(.tokenRefused, "expected 'Authorization: DPoP' with a token") }
        guard let name = HTTPField.Name("DPoP"), fields[values: name].count == 1,
            let proofText = fields[name]
        else { throw Refusal(.proofRefused, "expected one DPoP proof") }
        let now = clock.now()
        let tokenText = String(authorization.dropFirst(scheme.count))
        let token = try await provider.judge { keys throws(Refusal) in
            var policy = policy
            policy.keys = keys
            return try AccessToken.verify(tokenText, policy: policy, at: now)
        }
        let proof = try DPoPProof.verify(
            proofText, method: request.method.rawValue, address: origin + request.uri.path,
            accessToken: token.text, at: now)
        guard proof.key.thumbprint == token.keyThumbprint else {
            throw Refusal(.tokenKeyMismatch, "expected a proof by the key of the token")
        }
        guard let nonce = proof.nonce, (try? nonces.accepts(nonce, at: now)) == true else {
            throw Refusal(
                .proofNonceNeeded, "expected the nonce of the header DPoP-Nonce in the proof")
        }
        try remember(proof, at: now)
        return Citizen(subject: token.subject, sessionKey: token.keyThumbprint)
    }

    private func remember(_ proof: DPoPProof, at now: UnixTime) throws(Refusal) {
        switch memory.admit(
            proof.id, by: proof.key.thumbprint, until: now + 2 * DPoPProof.window, at: now)
        {
        case .admitted: return
        case .replayed:
            throw Refusal(.proofReplayed, "expected a proof that was not used before")
        case .full(isKeys: true):
            throw Refusal(.rateExceeded, "expected fewer requests of one login: wait two minutes")
        case .full(isKeys: false):
            throw Refusal(
                .proofMemoryFull, "expected room to remember this proof: try again in two minutes")
        }
    }

    private func problem(_ refusal: Refusal) throws -> Problem {
        let problem = RefusalProblem.problem(refusal)
        var headers = HTTPFields()
        if problem.status == .unauthorized || refusal.code == .assuranceTooLow {
            headers[.wwwAuthenticate] =
                "DPoP error=\"\(Self.error(of: refusal.code))\", algs=\"ES256\""
        }
        if refusal.code == .proofNonceNeeded { try addNonce(to: &headers) }
        if [.proofMemoryFull, .rateExceeded].contains(refusal.code) {
            headers[.retryAfter] = "120"
        }
        return Problem(
            status: problem.status, code: problem.code, title: problem.title,
            detail: problem.detail, headers: headers)
    }

    private static func error(of code: Refusal.Code) -> String {
        switch code {
        case .proofNonceNeeded: "use_dpop_nonce"
        case .proofRefused, .proofReplayed: "invalid_dpop_proof"
        default: "invalid_token"
        }
    }

    private func addNonce(to headers: inout HTTPFields) throws {
        guard let name = HTTPField.Name("DPoP-Nonce") else { return }
        headers[name] = try nonces.current(at: clock.now())
    }
}
