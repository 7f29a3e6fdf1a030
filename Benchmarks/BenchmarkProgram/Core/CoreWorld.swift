import OpenSSL
import PartySetup
import TestPKI
import Transport
import Trust

/// Keys, certificates and trust of the core benchmark, in a folder that all its programs read.
struct CoreWorld {
    let folder: String
    let trust: TrustStore
    let service: TLSIdentity
    let gateways: [TLSIdentity]
    /// Signs what the stand-ins answer and what the service answers, as in the Go peer.
    let key: P256PrivateKey

    static let gatewaySlugs = ["brp", "bri"]

    /// Makes the folder; the Go peer's files as well.
    static func make(in folder: String, root: String) throws {
        let pki = try GeneratedPKI(
            PartyList(json: TextFile.bytes("\(root)/certs/parties.json")), at: UnixTime.now())
        try TextFile.makeFolder("\(folder)/peer")
        try PKIFolder(folder).write(pki)
        guard let tls = try pki.party("service").tls, let authority = pki.authorities[.tls] else {
            throw BenchmarkError("expected a TLS identity of the service in certs/parties.json")
        }
        try TextFile.write(
            Array(authority.root.certificate.pem.utf8), to: "\(folder)/peer/ca.pem")
        for name in ["srv", "cli"] {
            try TextFile.write(Array(tls.chainPEM.utf8), to: "\(folder)/peer/\(name).pem")
            // Go's peer reads keys in the older form.
            _ = try Child.output(
                of: "/usr/bin/openssl",
                [
                    "pkey", "-traditional", "-in", "\(folder)/service/tls.key", "-out",
                    "\(folder)/peer/\(name).key",
                ], log: "\(folder)/openssl.log")
        }
    }

    init(folder: String) throws {
        self.folder = folder
        trust = try TrustFolder.read("\(folder)/trust")
        service = try Self.identity(folder, "service")
        gateways = try Self.gatewaySlugs.map { try Self.identity(folder, $0) }
        key = try P256PrivateKey(pem: TextFile.text("\(folder)/service/tls.key"))
    }

    private static func identity(_ folder: String, _ slug: String) throws -> TLSIdentity {
        try TLSIdentity(
            certificateChainPEM: TextFile.text("\(folder)/\(slug)/tls.pem"),
            privateKeyPEM: TextFile.text("\(folder)/\(slug)/tls.key"))
    }
}
