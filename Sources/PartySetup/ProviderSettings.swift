package import BlueButton
package import Logging
import OpenSSL
package import Sovereignty
import Transport
package import Trust

/// What an operator may say about the identity provider: `identity_provider.issuer` and
/// `identity_provider.anchors`, both optional.
package struct ProviderSettings: Sendable {
    /// The issuer that the operator expects; it must be the directory's.
    package let issuer: String?
    /// TLS anchors for the provider alone, in PEM; those of the trust folder where absent.
    package let anchorsPEM: String?

    package init(issuer: String? = nil, anchorsPEM: String? = nil) {
        self.issuer = issuer
        self.anchorsPEM = anchorsPEM
    }

    /// Demands that the directory names the expected issuer.
    ///
    /// Who says which provider is believed decides who is who. The scheme authority does, offline;
    /// a setting can refuse its word, and cannot put another in its place.
    ///
    /// - Throws: `setting-invalid`.
    package func check(_ directory: Directory) throws(SetupError) {
        guard issuer == nil || issuer == directory.identityProvider.issuer else {
            throw SetupError(
                .settingInvalid,
                "expected 'identity_provider.issuer' to be the issuer in the directory")
        }
    }

    /// The provider's keys for a program that runs.
    ///
    /// - Throws: `setting-invalid` for another issuer or anchors that are none.
    package func keys(
        of directory: Directory, trust: TrustStore, clock: WallClock, logger: Logger
    ) throws(SetupError) -> ProviderKeys {
        ProviderKeys(
            of: directory, discovery: try discovery(of: directory, trust: trust), clock: clock,
            logger: logger)
    }

    /// How the directory's provider is asked.
    ///
    /// - Throws: `setting-invalid` for another issuer or anchors that are none.
    package func discovery(
        of directory: Directory, trust: TrustStore
    ) throws(SetupError) -> ProviderDiscovery {
        try check(directory)
        let anchors = anchorsPEM ?? trust.anchors(for: .tls).map(\.pem).joined()
        let client: PublicClient
        do {
            client = try PublicClient(anchorsPEM: anchors)
        } catch {
            throw SetupError(
                .settingInvalid,
                "expected TLS anchors: 'identity_provider.anchors', or tls.pem in the trust folder")
        }
        return ProviderDiscovery(client: client, issuer: directory.identityProvider.issuer)
    }
}

extension Settings {
    /// `identity_provider.issuer` and `identity_provider.anchors` (a file), where they are given.
    package func identityProvider() throws(SetupError) -> ProviderSettings {
        let key = "identity_provider.anchors"
        return ProviderSettings(
            issuer: optionalText("identity_provider.issuer"),
            anchorsPEM: optionalText(key) == nil ? nil : try contents(key))
    }
}
