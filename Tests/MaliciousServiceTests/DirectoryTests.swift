import BlueButton
import JOSE
import OpenSSL
import StrictJSON
import Testing
import Trust

@testable import CitizenCommands

/// Directories that the attacker serves in the place of the scheme authority's newest.
@Suite(.serialized) struct DirectoryTests {
    @Test func `an older directory is refused by who has seen a newer one`() async throws {
        try await expect("directory-outdated") { text, keys in
            try Forging.sealed(text, type: "directory+jwt", by: keys.sealer("scheme")) {
                $0["version"] = .integer(($0["version"]?.integerValue ?? 2) - 1)
            }
        }
    }

    @Test func `a directory that has ended is refused`() async throws {
        try await expect("expired") { text, keys in
            try Forging.sealed(text, type: "directory+jwt", by: keys.sealer("scheme")) {
                let now = UnixTime.now().seconds
                $0["iat"] = .integer(now - 86_400)
                $0["exp"] = .integer(now - 1)
            }
        }
    }

    @Test func `a directory with a recipient renamed is refused`() async throws {
        try await expect("signature-invalid") { text, _ in
            try Forging.altered(text) { payload in
                var recipients = payload["recipients"]?.arrayValue ?? []
                var first = recipients.first?.objectValue ?? [:]
                first["name"] = "Woonstichting De Woonhoven"
                recipients[0] = .object(first)
                payload["recipients"] = .array(recipients)
            }
        }
    }

    @Test func `a directory under the service's own seal is refused`() async throws {
        try await expect("wrong-role") { text, keys in
            try Forging.sealed(text, type: "directory+jwt", by: keys.sealer("service"))
        }
    }

    @Test func `a directory under an authority of the attacker's own is refused`() async throws {
        try await expect("untrusted") { text, _ in
            try Forging.sealed(
                text, type: "directory+jwt", by: OwnAuthority.sealer())
        }
    }

    @Test func `a self-signed directory is refused`() async throws {
        try await expect("self-signed") { text, _ in
            let (key, leaf) = try OwnAuthority.selfSigned()
            let header: JSONObject = [
                "alg": "ES256", "typ": "directory+jwt",
                "x5c": [.string(Base64.encode(leaf.der))],
            ]
            return try CompactJWS(
                signing: JSONValue.object(Forging.payload(text)).bytes(), header: header, key: key
            ).text
        }
    }

    @Test func `a recipient takes no other directory than the one that a consent names`()
        async throws
    {
        try await Scene.play { scene in
            let choice = try await scene.choice(of: try await scene.citizen())
            let newer = try Directory.verify(
                Forging.sealed(
                    scene.keys.directory.text, type: "directory+jwt",
                    by: scene.keys.sealer("scheme")
                ) { $0["version"] = .integer(($0["version"]?.integerValue ?? 0) + 1) },
                trust: scene.keys.trust, at: .now())
            let parcel = try Parcel(choice)
            let consent = try Consent.make(
                to: parcel.request, directory: newer,
                presentations: parcel.presentations.mapValues { DocumentHash(ofCharacters: $0) },
                holderKey: parcel.holderKey, at: .now())
            let package = try parcel.package(consent)
            let reply = try await scene.keys.deliver(
                package.text, scene.keys.registration(of: consent, package))
            #expect(reply.code == "directory-unknown")
        }
    }

    /// Logs a citizen in under the real directory, then serves another one.
    private func expect(
        _ expected: String, _ change: @escaping @Sendable (String, Keyring) throws -> String
    ) async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            scene.service.turn { [keys = scene.keys] in $0.directory = { try change($0, keys) } }
            #expect(await code { _ = try await citizen.directory() } == expected)
            #expect(await code { _ = try await citizen.overview() } == expected)
        }
    }
}
