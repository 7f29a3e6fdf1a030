import BlueButton
import JOSE
import OpenSSL
import PartySetup
import SchemeAuthority
import StrictJSON
import TestPKI
import Transport

/// A scheme with as many sources as wanted, behind one gateway's process: keys, directory and the
/// service's configuration in a folder.
struct OverviewWorld {
    let folder: String
    let pki: GeneratedPKI
    let directory: Directory
    let ports: Ports

    struct Ports {
        let service: Int
        let gateways: Int
        let stamps: Int
    }

    static let category = "gegevens"
    static let policy = "2.999.3161"

    static func make(
        sources count: Int, in folder: String, root: String, ports: Ports
    ) throws -> OverviewWorld {
        let now = UnixTime.now()
        let slugs = (1...count).map { "bron-\($0)" }
        let pki = try GeneratedPKI(
            PartyList(json: parties(slugs, in: "\(root)/certs/parties.json")), at: now)
        try TextFile.makeFolder("\(folder)/pki")
        let files = PKIFolder("\(folder)/pki")
        try files.write(pki)
        let text = try DirectoryPlan(json: plan(slugs, in: "\(root)/certs/directory.json"))
            .sealed(
                pki: pki, addresses: addresses(slugs, ports), version: now.seconds, at: now)
        try files.write(text, "directory.jwt")
        let world = OverviewWorld(
            folder: folder, pki: pki,
            directory: try Directory.verify(text, trust: pki.trust, at: now), ports: ports)
        try TextFile.write(
            Array(world.configuration.prettyText.utf8), to: "\(folder)/service.json")
        return world
    }

    /// The certificate and key for TLS of a party in the folder.
    static func identity(_ folder: String, _ slug: String) throws -> TLSIdentity {
        try TLSIdentity(
            certificateChainPEM: TextFile.text("\(folder)/pki/\(slug)/tls.pem"),
            privateKeyPEM: TextFile.text("\(folder)/pki/\(slug)/tls.key"))
    }

    private static func addresses(_ slugs: [String], _ ports: Ports) -> [String: String] {
        let gateways = "https://localhost:\(ports.gateways)"
        var addresses = [
            "service": "https://localhost:\(ports.service)",
            "tsa": "https://localhost:\(ports.stamps)", "digid": "https://localhost:1",
            "woonhaven": "https://woonhaven.example", "stadswonen": "https://stadswonen.example",
        ]
        for slug in slugs + ["brp", "bri"] { addresses[slug] = gateways }
        return addresses
    }

    /// The parties of the proof of concept, and the sources.
    private static func parties(_ slugs: [String], in file: String) throws -> [UInt8] {
        var whole =
            try JSONValue.parse(TextFile.bytes(file), maximumBytes: 1 << 20).objectValue
            ?? [:]
        var parties = whole["parties"]?.arrayValue ?? []
        for (number, slug) in slugs.enumerated() {
            let digits = String(number + 1)
            let oin = "00000099001" + String(repeating: "0", count: 9 - digits.count) + digits
            parties.append([
                "slug": .string(slug), "oin": .string(oin), "name": .string("Bron \(digits)"),
                "uri": .string("https://\(slug).example"), "seal": "source", "tls": false,
                "keys": ["encryption"],
            ])
        }
        whole["parties"] = .array(parties)
        return whole.bytes()
    }

    private static func plan(_ slugs: [String], in file: String) throws -> [UInt8] {
        var whole =
            try JSONValue.parse(TextFile.bytes(file), maximumBytes: 1 << 20).objectValue
            ?? [:]
        whole["sources"] = .array(
            slugs.map { slug in
                [
                    "party": .string(slug), "operator": "brp", "slug": .string(slug),
                    "encryption_keys": [.string("\(slug)/encryption.jwk")],
                    "vcts": [.string("urn:example:\(slug):1")],
                    "categories": [.string(category)],
                ]
            })
        whole["recipients"] = []
        whole["crls"] = []
        return whole.bytes()
    }

    private var configuration: JSONValue {
        [
            "listen": ["host": "127.0.0.1", "port": .integer(Int64(ports.service))],
            "tls": ["certificate": "pki/service/tls.pem", "key": "pki/service/tls.key"],
            "seal": ["certificate": "pki/service/seal.pem", "key": "pki/service/seal.key"],
            "log": ["key": "pki/service/log.key"], "trust": "pki/trust",
            "directory": "pki/directory.jwt",
            "timestamping": [
                "url": .string("https://localhost:\(ports.stamps)/tsa"),
                "policy": .string(Self.policy), "deadline_milliseconds": 5000,
            ],
            "data": "data", "deadline_milliseconds": 10_000,
            "identity_provider": ["issuer": "https://localhost:1"],
        ]
    }
}
