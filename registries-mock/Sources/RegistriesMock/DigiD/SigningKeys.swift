import JOSE
package import OpenSSL
package import StrictJSON
import Synchronization

/// The keys of the identity provider: the newest signs, the others are published until a tester
/// withdraws them.
package final class SigningKeys: Sendable {
    /// What came of withdrawing a key.
    package enum Withdrawal: Sendable, Hashable {
        case withdrawn
        case unknown
        /// The key that signs stays; make another first.
        case signs
    }

    private struct Keys {
        var signing: P256PrivateKey
        var others: [P256PrivateKey] = []
    }

    private let keys: Mutex<Keys>

    package init(_ key: P256PrivateKey) {
        keys = Mutex(Keys(signing: key))
    }

    /// The key that signs now.
    package var signing: P256PrivateKey { keys.withLock { $0.signing } }

    /// What `jwks_uri` shows, the signing key first.
    package var published: [JSONObject] {
        keys.withLock { [$0.signing] + $0.others }.map { key in
            let jwk = JWK(key.publicKey)
            var json = jwk.json
            json["kid"] = .string(jwk.thumbprint)
            json["use"] = "sig"
            json["alg"] = "ES256"
            return json
        }
    }

    /// Makes a key that signs from now on; its `kid`. The one before stays published.
    package func rotate() throws(OpenSSLError) -> String {
        let key = try P256PrivateKey()
        keys.withLock { $0 = Keys(signing: key, others: [$0.signing] + $0.others) }
        return JWK(key.publicKey).thumbprint
    }

    /// Publishes a key no more.
    package func withdraw(_ kid: String) -> Withdrawal {
        keys.withLock { keys in
            if JWK(keys.signing.publicKey).thumbprint == kid { return .signs }
            let left = keys.others.filter { JWK($0.publicKey).thumbprint != kid }
            guard left.count < keys.others.count else { return .unknown }
            keys.others = left
            return .withdrawn
        }
    }
}
