import BlueButton
import ReleaseKit
import Testing
import TestPKI
import Trust

extension Documents {
    /// The seal of who seals a kind of document.
    func sealer(_ kind: Kind) throws -> Sealer {
        try world.sealer(try #require(kind.party))
    }

    /// The authority of the role that seals a kind of document.
    func authority(_ kind: Kind) throws -> RoleAuthority {
        let role = try #require(kind.role)
        return try #require(world.pki.authorities[role])
    }
}
