import Foundation
import OpenSSL
import TestPKI
import Testing
import Trust

/// What the command line of OpenSSL, that knows nothing of us, says of the files.
@Suite struct PKIFolderTests {
    private let pki: GeneratedPKI
    private let folder: Folder

    init() throws {
        pki = try Described.pki.get()
        folder = try Folder()
        try PKIFolder(folder.path).write(pki)
    }

    private func verify(_ leaf: String, anchor: String, lists: String = "crls.pem") throws -> Bool {
        try folder.openssl([
            "verify", "-x509_strict", "-crl_check_all", "-attime", "\(Described.now.seconds)",
            "-CAfile", "trust/\(anchor).pem", "-CRLfile", "trust/\(lists)", "-untrusted",
            "trust/intermediates.pem", leaf,
        ])
    }

    @Test func `OpenSSL verifies every certificate, strictly and with its lists`() throws {
        for keys in pki.all {
            let slug = keys.party.slug
            if let role = keys.party.seal {
                #expect(try verify("\(slug)/seal.pem", anchor: role.fileName), "\(slug)")
            }
            if keys.party.hasTLS {
                #expect(try verify("\(slug)/tls.pem", anchor: "tls"), "\(slug)")
            }
        }
    }

    @Test func `OpenSSL verifies every authority's certificate`() throws {
        for (role, authority) in pki.authorities {
            let anchor = role.fileName
            let name = "\(anchor)-intermediate.pem"
            try PKIFolder(folder.path).write(authority.intermediate.certificate.pem, name)
            #expect(try verify(name, anchor: anchor))
            #expect(try verify("trust/\(anchor).pem", anchor: anchor))
        }
    }

    @Test func `OpenSSL refuses another role's anchor, and a folder without lists`() throws {
        for role in Role.allCases where role != .source {
            #expect(try !verify("brp/seal.pem", anchor: role.fileName))
        }
        #expect(try !verify("brp/tls.pem", anchor: "sources"))
        try PKIFolder(folder.path).write("", "trust/none.pem")
        #expect(try !verify("brp/seal.pem", anchor: "sources", lists: "none.pem"))
    }

    @Test func `OpenSSL refuses what a list names`() throws {
        let authority = try #require(pki.authorities[.source])
        let leaf = try #require(pki.party("brp").seal).chain[0]
        let lists = try authority.revocationLists(
            revoking: [leaf], days: 1, at: Described.now - 60)
        try PKIFolder(folder.path).write(lists.map(\.pem).joined(), "trust/revoked.pem")
        #expect(try !verify("brp/seal.pem", anchor: "sources", lists: "revoked.pem"))
        #expect(try verify("bri/seal.pem", anchor: "sources", lists: "revoked.pem"))
    }

    @Test func `OpenSSL takes the time-stamping certificate for time-stamping alone`() throws {
        let common = [
            "verify", "-x509_strict", "-attime", "\(Described.now.seconds)", "-CAfile",
            "trust/tsa.pem", "-untrusted", "trust/intermediates.pem",
        ]
        #expect(try folder.openssl(common + ["-purpose", "timestampsign", "tsa/seal.pem"]))
        #expect(try !folder.openssl(common + ["-purpose", "sslserver", "tsa/seal.pem"]))
    }

    @Test func `an OIN stands in the subject's serialNumber`() throws {
        for keys in pki.all where keys.party.hasTLS {
            let subject = try folder.output([
                "x509", "-in", "\(keys.party.slug)/tls.pem", "-noout", "-subject", "-nameopt",
                "sep_multiline,utf8",
            ])
            #expect(subject.contains("serialNumber=\(keys.party.oin)"))
        }
    }

    @Test func `every file is written, and keys for the owner alone`() throws {
        let manager = FileManager.default
        for keys in pki.all {
            let slug = keys.party.slug
            for (name, isThere) in [("seal", keys.party.seal != nil), ("tls", keys.party.hasTLS)] {
                for kind in ["pem", "key"] {
                    let path = "\(folder.path)/\(slug)/\(name).\(kind)"
                    #expect(manager.fileExists(atPath: path) == isThere, "\(slug)/\(name)")
                }
            }
            for name in keys.party.keys {
                #expect(manager.fileExists(atPath: "\(folder.path)/\(slug)/\(name).key"))
            }
            for file in try manager.contentsOfDirectory(atPath: "\(folder.path)/\(slug)") {
                let path = "\(folder.path)/\(slug)/\(file)"
                let mode = try manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(mode == (file.hasSuffix(".key") ? 0o600 : 0o644), "\(slug)/\(file)")
            }
        }
        for role in Role.allCases {
            let path = "\(folder.path)/trust/\(role.fileName).pem"
            #expect(manager.fileExists(atPath: path))
        }
    }

    @Test func `trust files hold roots alone, and no private key`() throws {
        for role in Role.allCases {
            let text = try folder.text("trust/\(role.fileName).pem")
            #expect(
                try Certificate.all(pem: text)
                    == [try #require(pki.authorities[role]).root.certificate])
        }
        let lists = try CertificateRevocationList.all(pem: folder.text("trust/crls.pem"))
        #expect(lists == pki.revocationLists)
        for file in try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/trust") {
            #expect(try !folder.text("trust/\(file)").contains("PRIVATE KEY"))
        }
    }

    @Test func `what was written is a seal again`() throws {
        let sealer = try Sealer(
            keyPEM: folder.text("woonhaven/seal.key"), chainPEM: folder.text("woonhaven/seal.pem"))
        #expect(sealer.oin == (try pki.party("woonhaven").party.oin))
        let refusal = #expect(throws: TrustError.self) {
            _ = try Sealer(
                keyPEM: folder.text("woonhaven/tls.key"),
                chainPEM: folder.text("woonhaven/seal.pem"))
        }
        #expect(refusal?.code == .keyMismatch)
    }

    @Test func `a file that is there is written anew, with the right permissions`() throws {
        let writer = PKIFolder(folder.path)
        try writer.write("open", "secret.key")
        try writer.write("closed", "secret.key", isPrivate: true)
        #expect(try folder.text("secret.key") == "closed")
        let path = "\(folder.path)/secret.key"
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func `a folder that cannot be made is refused`() throws {
        try PKIFolder(folder.path).write("", "file")
        let path = "\(folder.path)/file/below"
        #expect(throws: (any Error).self) { try PKIFolder(path).write(pki) }
        expectRefusal(.operationFailed) { try PKIFolder(path).write("", "x") }
    }
}
