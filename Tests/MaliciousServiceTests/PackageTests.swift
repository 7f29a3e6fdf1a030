import BlueButton
import JOSE
import OpenSSL
import ProofOfConcept
import SelectiveDisclosure
import StrictJSON
import Testing
import Transport

@testable import CitizenCommands

/// Packages that the attacker delivers, with registrations that it seals as it likes.
@Suite(.serialized) struct PackageTests {
    /// The control: the stage around these attacks lets through what a citizen really released.
    @Test func `what the citizen released arrives, whoever has the service's keys`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            let choice = try await scene.choice(of: citizen)
            let release = try citizen.compose(choice, granted: ["persoon", "inkomen"])
            try await citizen.submit(release, of: choice)
            let status = try await citizen.outcome(
                of: release, to: choice.request, within: .seconds(5))
            #expect(status.state == "delivered" && status.receipt != nil)
        }
    }

    @Test func `a package redirected to another recipient is refused`() async throws {
        try await Scene.play { scene in
            let one = try await scene.release()
            let reply = try await scene.keys.deliver(
                one.package.text, one.registration, to: scene.keys.ports.stadswonen)
            #expect(reply.code == "package-mismatch")
        }
    }

    @Test func `an altered package is refused, though its registration is genuine`() async throws {
        try await Scene.play { scene in
            let one = try await scene.release()
            let altered = try SealedPackage(Forging.damaged(one.package.text))
            #expect(try await scene.deliver(altered, one.consent) == "decryption-failed")
        }
    }

    @Test func `a registration of another release is refused`() async throws {
        try await Scene.play { scene in
            let one = try await scene.release()
            let other = try await scene.release()
            let mixed = try scene.keys.registration(of: other.consent, one.package)
            for text in [other.registration, mixed] {
                let reply = try await scene.keys.deliver(one.package.text, text)
                #expect(reply.code == "registration-mismatch")
            }
        }
    }

    @Test func `a package is refused under another request`() async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            let choice = try await scene.choice(of: citizen)
            let other = try await citizen.request(try await scene.link()).request
            let parcel = try Parcel(choice)
            let consent = try parcel.consent()
            // The receiver knows a package by the key that its header names.
            let package = try parcel.package(consent)
            let relabelled = try Forging.relabelled(package.text, as: other)
            #expect(try await scene.deliver(relabelled, consent) == "decryption-failed")
            // Whoever can read it gains nothing by encrypting it anew.
            #expect(
                try await scene.deliver(parcel.package(consent, for: other), consent)
                    == "consent-mismatch")
            // Not even where the holder consents to the other request.
            let second = try parcel.consent(to: other)
            #expect(
                try await scene.deliver(parcel.package(second, for: other), second)
                    == "nonce-mismatch")
        }
    }

    @Test func `a consent by another key is refused`() async throws {
        try await Scene.play { scene in
            var parcel = try Parcel(try await scene.choice(of: try await scene.citizen()))
            parcel.consentKey = try P256PrivateKey()
            let consent = try parcel.consent()
            #expect(
                try await scene.deliver(parcel.package(consent), consent) == "holders-mixed")
        }
    }

    @Test func `two citizens' attestations are no package, even where both join in`()
        async throws
    {
        try await Scene.play { scene in
            let choice = try await scene.choice(of: try await scene.citizen("sanne-de-vries"))
            let other = try await scene.citizen("kees-hofstra").attestation(
                .bri, holderKey: choice.holderKey, directory: choice.received.directory)
            var parcel = try Parcel(choice)
            parcel.presentations["inkomen"] = try parcel.present(other.sdjwt.text, as: "inkomen")
            let consent = try parcel.consent()
            #expect(
                try await scene.deliver(parcel.package(consent), consent) == "holders-mixed")
        }
    }

    @Test(arguments: [("bri", "credential-type-not-allowed"), ("service", "wrong-role")])
    func `nobody attests what is another source's`(
        _ party: String, _ expected: String
    ) async throws {
        try await Scene.play { scene in
            let citizen = try await scene.citizen()
            let choice = try await scene.choice(of: citizen)
            let forged = try Attestation.issue(
                PersonClaims().all, type: .brp, person: try await citizen.session().sourcesSubject,
                holderKey: JWK(choice.holderKey.publicKey), by: scene.keys.sealer(party),
                at: .now())
            var parcel = try Parcel(choice)
            parcel.presentations["persoon"] = try parcel.present(forged.text, as: "persoon")
            let consent = try parcel.consent()
            #expect(try await scene.deliver(parcel.package(consent), consent) == expected)
        }
    }

    @Test(arguments: [
        ("margriet-van-der-linden", "persoon", "adres", "geheimhouding"),
        ("kees-hofstra", "inkomen", "inkomen-2025", "inOnderzoek"),
        ("sanne-de-vries", "inkomen", "inkomen-2025", "belastingjaar"),
    ])
    func `a qualifier cannot be stripped from the value that it qualifies`(
        _ slug: String, _ query: String, _ claim: String, _ qualifier: String
    ) async throws {
        try await Scene.play { scene in
            let choice = try await scene.choice(of: try await scene.citizen(slug))
            var parcel = try Parcel(choice)
            let type: CredentialType = query == "persoon" ? .brp : .bri
            let whole = try #require(
                choice.attestations.first { $0.credentialType == type })
            var value = try #require(whole[claim]?.objectValue)
            #expect(value[qualifier] != nil)
            // No disclosure of its own that could be left out.
            #expect(!whole.sdjwt.disclosures.contains { $0.name == qualifier })
            value[qualifier] = nil
            let names = Set(try #require(choice.request.query[query]).claims.map(\.name))
            let shown = try whole.sdjwt.presenting(names)
            let genuine = try #require(shown.disclosures.first { $0.name == claim })
            let stripped = try Disclosure(name: claim, value: .object(value))
            let text = shown.text.replacing(genuine.encoded, with: stripped.encoded)
            parcel.presentations[query] = try parcel.bind(
                SDJWT(text, maximumBytes: DocumentLimits.attestation), query)
            let consent = try parcel.consent()
            #expect(
                try await scene.deliver(parcel.package(consent), consent)
                    == "unreferenced-disclosure")
        }
    }

    @Test func `junk does not use up a request`() async throws {
        try await Scene.play { scene in
            let one = try await scene.release()
            let key = one.request.encryptionKey
            let sealed = try CompactJWE(
                encrypting: Array("junk".utf8), to: key, keyID: key.thumbprint
            ).text
            let junk = [
                ("junk", one.registration, "malformed"),
                (Forging.damaged(one.package.text), one.registration, "decryption-failed"),
                (sealed, one.registration, "malformed"),
                (one.package.text, "{}", "malformed"),
            ]
            for (package, registration, expected) in junk {
                let reply = try await scene.keys.deliver(package, registration)
                #expect(reply.code == expected)
            }
            let reply = try await scene.keys.deliver(one.package.text, one.registration)
            #expect(reply.status == 200)
        }
    }
}
