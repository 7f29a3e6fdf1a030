import Foundation
import OpenSSL
import Trust

/// Writes a test PKI to disk: certificates for all to read, keys for the owner alone.
package struct PKIFolder: Sendable {
    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    /// Writes every file that `certs/README.md` lists but the directory.
    package func write(_ pki: GeneratedPKI) throws {
        try make("trust")
        for (role, authority) in pki.authorities {
            try write(authority.root.certificate.pem, "trust/\(role.fileName).pem")
        }
        let intermediates = Role.allCases.compactMap { pki.authorities[$0]?.intermediate }
        try write(intermediates.map(\.certificate.pem).joined(), "trust/intermediates.pem")
        try write(pki.revocationLists.map(\.pem).joined(), "trust/crls.pem")
        try make("crls")
        for (name, list) in pki.listFiles {
            try write(bytes: list.der, "crls/\(name)", isPrivate: false)
        }
        try make("authorities")
        for (role, authority) in pki.authorities {
            for (name, one) in [("-root", authority.root), ("", authority.intermediate)] {
                let file = "authorities/\(role.fileName)\(name)"
                try write(one.certificate.pem, "\(file).pem")
                try write(try one.privateKeyPEM(), "\(file).key", isPrivate: true)
            }
        }
        for keys in pki.all {
            try write(keys)
        }
        for (name, bytes) in pki.publicKeyFiles {
            try write(bytes: bytes, name, isPrivate: false)
        }
    }

    private func write(_ keys: PartyKeys) throws {
        let slug = keys.party.slug
        try make(slug)
        for (name, credential) in [("seal", keys.seal), ("tls", keys.tls)] {
            guard let credential else { continue }
            try write(credential.chainPEM, "\(slug)/\(name).pem")
            try write(try credential.key.pem(), "\(slug)/\(name).key", isPrivate: true)
        }
        for (name, key) in keys.keys {
            try write(try key.pem(), "\(slug)/\(name).key", isPrivate: true)
        }
        if let logKey = keys.logKey {
            try write(
                PEM.encode(logKey.rawRepresentation, label: "BLAUWEKNOP LOG SEED"),
                "\(slug)/log.key", isPrivate: true)
        }
    }

    /// Writes one more file into the folder.
    package func write(_ text: String, _ name: String, isPrivate: Bool = false) throws {
        try write(bytes: Array(text.utf8), name, isPrivate: isPrivate)
    }

    func write(bytes: [UInt8], _ name: String, isPrivate: Bool) throws {
        let file = "\(path)/\(name)"
        try? FileManager.default.removeItem(atPath: file)
        guard
            FileManager.default.createFile(
                atPath: file, contents: Data(bytes),
                attributes: [.posixPermissions: isPrivate ? 0o600 : 0o644])
        else {
            throw TestPKIError(.operationFailed, "expected to be able to write '\(file)'")
        }
    }

    private func make(_ name: String) throws {
        try FileManager.default.createDirectory(
            atPath: "\(path)/\(name)", withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }
}
