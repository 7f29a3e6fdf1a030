package import OpenSSL
package import Transport
package import Trust

/// What every program that serves reads from its configuration in the same way.
extension Settings {
    /// `tls.certificate` and `tls.key`: files with a chain and its PKCS #8 key in PEM.
    package func tlsIdentity(_ prefix: String = "tls") throws(SetupError) -> TLSIdentity {
        let chain = try contents("\(prefix).certificate")
        let key = try contents("\(prefix).key")
        do {
            return try TLSIdentity(certificateChainPEM: chain, privateKeyPEM: key)
        } catch {
            throw SetupError(
                .settingInvalid, "expected '\(prefix).certificate' and '\(prefix).key' to fit")
        }
    }

    /// `seal.certificate` and `seal.key`: what documents are sealed with.
    package func sealer() throws(SetupError) -> Sealer {
        let chain = try contents("seal.certificate")
        let key = try contents("seal.key")
        do {
            return try Sealer(keyPEM: key, chainPEM: chain)
        } catch {
            throw SetupError(
                .settingInvalid, "'seal.certificate' and 'seal.key': \(error.message)")
        }
    }

    /// `trust`: the trust folder.
    package func trust() throws(SetupError) -> TrustStore {
        try TrustFolder.read(try location("trust"))
    }

    /// `crl_interval_seconds`: the longest time between two rounds of fetching revocation lists.
    package func listInterval() throws(SetupError) -> Duration {
        .seconds(try number("crl_interval_seconds", default: 3600, in: 1...86_400))
    }

    /// Files with a PKCS #8 P-256 key in PEM each; at least one.
    package func privateKeys(_ key: String) throws(SetupError) -> [P256PrivateKey] {
        var keys: [P256PrivateKey] = []
        for file in locations(key) {
            guard let read = try? P256PrivateKey(pem: TextFile.text(file)) else {
                throw SetupError(
                    .settingInvalid, "expected files with P-256 private keys in PEM as '\(key)'")
            }
            keys.append(read)
        }
        guard !keys.isEmpty else {
            throw SetupError(.settingMissing, "expected '\(key)': at least one key file")
        }
        return keys
    }
}
