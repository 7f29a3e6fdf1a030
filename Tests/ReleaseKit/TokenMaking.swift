import BlueButton
import JOSE
package import OpenSSL
package import StrictJSON
import TestPKI

extension ReleaseWorld {
    /// A number that passes the eleven-test.
    package static let bsn = "999993653"

    /// The sources' token as the identity provider gives it, bound to a key.
    ///
    /// - Parameter changes: claims that are replaced; null leaves one out.
    package func sourcesToken(
        boundTo key: P256PrivateKey, _ changes: JSONObject = [:], header: JSONObject = [:],
        by signer: P256PrivateKey? = nil
    ) throws -> String {
        try token(
            audience: AccessTokenPolicy.sourcesAudience, subject: "Zk3mN1vQ0xYb7cT5hR2pLw",
            boundTo: key, ["bsn": .string(Self.bsn)], changes, header: header, by: signer)
    }

    /// The service's token, without a number.
    package func serviceToken(
        boundTo key: P256PrivateKey, _ changes: JSONObject = [:], header: JSONObject = [:],
        by signer: P256PrivateKey? = nil
    ) throws -> String {
        try token(
            audience: directory.service.endpoint, subject: "aB3dE5fG7hJ9kL1mN3pQ5r",
            boundTo: key, [:], changes, header: header, by: signer)
    }

    private func token(
        audience: String, subject: String, boundTo key: P256PrivateKey, _ more: JSONObject,
        _ changes: JSONObject, header others: JSONObject, by signer: P256PrivateKey?
    ) throws -> String {
        var claims: JSONObject = [
            "iss": .string(directory.identityProvider.issuer), "sub": .string(subject),
            "aud": .string(audience), "iat": .integer(time.seconds),
            "exp": .integer(time.seconds + 600), "jti": try DocumentID().json,
            "client_id": "blauweknop", "acr": "http://eidas.europa.eu/LoA/substantial",
            "cnf": ["jkt": .string(JWK(key.publicKey).thumbprint)],
        ]
        var header: JSONObject = ["alg": "ES256", "typ": "at+jwt"]
        for (name, value) in more { claims[name] = value }
        for (name, value) in changes { claims[name] = value == .null ? nil : value }
        for (name, value) in others { header[name] = value == .null ? nil : value }
        return try CompactJWS(
            signing: JSONValue.object(claims).bytes(), header: header,
            key: signer ?? pki.party("digid").key("signing")
        ).text
    }
}
