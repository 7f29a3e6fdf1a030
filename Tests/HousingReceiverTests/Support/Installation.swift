import BlueButton
import Foundation
import OpenSSL
import ReleaseKit
import StrictJSON
import TestKit
import TestPKI

/// A receiver's files on disk: the PKI folder, the directory and a configuration.
final class Installation: Sendable {
    private let folder = TemporaryFolder()
    let file: String

    init() throws {
        let world = try ReleaseWorld.shared.get()
        file = folder.path + "/receiver.json"
        try FileManager.default.createDirectory(
            atPath: folder.path, withIntermediateDirectories: true)
        try PKIFolder(folder.path).write(world.pki)
        try PKIFolder(folder.path).write(world.directory.text + "\n", "directory.jwt")
        try write()
    }

    /// Leaves the private keys to the receiver that runs: no command can read them any more.
    func removeKeys() throws {
        for name in ["seal.key", "tls.key"] {
            try FileManager.default.removeItem(atPath: "\(folder.path)/woonhaven/\(name)")
        }
    }

    /// Writes the configuration, with one setting changed, or taken out.
    func write(
        officePort: Int = 0, changing name: String? = nil, to value: JSONValue? = nil
    ) throws {
        var settings: JSONObject = [
            "listen": ["port": 0], "backoffice": ["port": .integer(Int64(officePort))],
            "tls": ["certificate": "woonhaven/tls.pem", "key": "woonhaven/tls.key"],
            "seal": ["certificate": "woonhaven/seal.pem", "key": "woonhaven/seal.key"],
            "trust": "trust", "directory": "directory.jwt", "data": "data",
            "public_origin": "https://woonhaven.example:8443",
            "timestamping": ["url": "https://tsa.example/tsa"],
        ]
        if let name { settings[name] = value }
        try Data(JSONValue.object(settings).bytes()).write(to: URL(fileURLWithPath: file))
    }
}
