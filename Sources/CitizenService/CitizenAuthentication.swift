import BlueButton
import HTTPTypes
import Hummingbird
import JOSE
import OpenSSL
import Sovereignty
import Synchronization
import Transport

/// Who calls: an access token for this service, bound to a key, and that key's proof (RFC 9449).
struct CitizenAuthentication: Sendable {
    /// A caller whose token and proof were checked.
    struct Citizen: Sendable {
        /// The citizen at this service.
        let subject: String
        /// The thumbprint of the session key.
        let sessionKey: String
    }

    private let policy: AccessTokenPolicy
    private let origin: String
    private let clock: WallClock
    private let memory = ReplayMemory()

    init(directory: Directory, clock: WallClock) {
        policy = .service(in: directory)
        origin = directory.service.endpoint
        self.clock = clock
    }

    /// Checks token and proof of a request.
    ///
    /// - Throws: a 401 problem with `WWW-Authenticate: DPoP`.
    func citizen(of request: Request) throws -> Citizen {
        do throws(Refusal) {
            return try check(request)
        } catch {
            throw Self.problem(error)
        }
    }

    private func check(_ request: Request) throws(Refusal) -> Citizen {
        let fields = request.headers
        let scheme = "DPoP "
        guard fields[values: .authorization].count == 1,
            let authorization = fields[.authorization], authorization.hasPrefix(scheme)
        else { throw Refusal(.tokenRefused, "expected 'Authorization: DPoP' with a token") }
        guard let name = HTTPField.Name("DPoP"), fields[values: name].count == 1,
            let proofText = fields[name]
        else { throw Refusal(.proofRefused, "expected one DPoP proof") }
        let now = clock.now()
        let token = try AccessToken.verify(
            String(authorization.dropFirst(scheme.count)), policy: policy, at: now)
        let proof = try DPoPProof.verify(
            proofText, method: request.method.rawValue, address: origin + request.uri.path,
            accessToken: token.text, at: now)
        guard proof.key.thumbprint == token.keyThumbprint else {
            throw Refusal(.tokenKeyMismatch, "expected a proof by the key of the token")
        }
        guard
            memory.admit(
                proof.key.thumbprint + proof.id, until: now + 2 * DPoPProof.window, at: now)
        else { throw Refusal(.proofReplayed, "expected a proof that was not used before") }
        return Citizen(subject: token.subject, sessionKey: token.keyThumbprint)
    }

    private static func problem(_ refusal: Refusal) -> Problem {
        var headers = HTTPFields()
        let isProof = refusal.code == .proofRefused || refusal.code == .proofReplayed
        headers[.wwwAuthenticate] =
            "DPoP error=\"\(isProof ? "invalid_dpop_proof" : "invalid_token")\", algs=\"ES256\""
        return Problem(
            status: refusal.code == .assuranceTooLow ? .forbidden : .unauthorized,
            code: refusal.code.rawValue, title: "Login needed", detail: refusal.message,
            headers: headers)
    }
}
