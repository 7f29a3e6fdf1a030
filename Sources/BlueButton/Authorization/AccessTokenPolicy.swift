/// What a program demands of an access token.
public struct AccessTokenPolicy: Sendable {
    /// The audience of tokens that only gateways may read.
    public static let sourcesAudience = "urn:blauweknop:sources"
    /// The client identifier of the citizen's program.
    public static let citizenProgram = "blauweknop"

    public let issuer: String
    public let audience: String
    public let clients: Set<String>
    /// The identity provider's keys; who keeps them fresh puts them in for each token.
    public var keys: ProviderKeySet
    /// Whether a `bsn` must be there; where not, it must be absent.
    public let carriesBSN: Bool

    public init(
        issuer: String, audience: String, clients: Set<String>, keys: ProviderKeySet,
        carriesBSN: Bool
    ) {
        self.issuer = issuer
        self.audience = audience
        self.clients = clients
        self.keys = keys
        self.carriesBSN = carriesBSN
    }

    /// The policy of gateways: the sources' token, with the person's number.
    public static func sources(of provider: DirectoryIdentityProvider) -> AccessTokenPolicy {
        AccessTokenPolicy(
            issuer: provider.issuer, audience: sourcesAudience, clients: [citizenProgram],
            keys: ProviderKeySet(provider.keys), carriesBSN: true)
    }

    /// The policy of the service: its own token, without the person's number.
    public static func service(in directory: Directory) -> AccessTokenPolicy {
        AccessTokenPolicy(
            issuer: directory.identityProvider.issuer, audience: directory.service.endpoint,
            clients: [citizenProgram], keys: ProviderKeySet(directory.identityProvider.keys),
            carriesBSN: false)
    }
}
