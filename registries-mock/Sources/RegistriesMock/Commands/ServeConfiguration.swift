import Foundation
import Logging
import MockPersons
import OpenSSL
import StrictJSON
import Transport
import Trust

/// The configuration file of `registries-mock serve`; paths in it are relative to its folder.
///
/// ```json
/// {
///   "trust": {"anchors": "pki/trust/tls.pem", "revocation_lists": "pki/trust/crls.pem"},
///   "brp": {"host": "127.0.0.1", "port": 8441, "certificate": "pki/brp/tls.pem",
///           "key": "pki/brp/tls.key", "clients": ["00000099000000001000"]},
///   "bri": {"host": "127.0.0.1", "port": 8442, "certificate": "…", "key": "…"},
///   "digid": {"host": "127.0.0.1", "port": 8443, "certificate": "…", "key": "…",
///             "issuer": "https://localhost:8443", "service_resource": "https://localhost:8444",
///             "signing_key": "pki/digid/signing.key", "nonces": true,
///             "clients": [{"id": "blauweknop", "redirect_uris": ["http://127.0.0.1/callback"]}]},
///   "trust-services": {"host": "127.0.0.1", "port": 8445, "certificate": "…", "key": "…",
///                      "crls": "pki/crls", "tsa": {"certificate": "pki/tsa/seal.pem",
///                      "key": "pki/tsa/seal.key", "policy": "2.999.3161"}},
///   "registers": {"host": "127.0.0.1", "port": 8446, "certificate": "…", "key": "…",
///                 "organisations": "organisations.json", "count": 2000},
///   "control": {"port": 8449},
///   "persons": "testset.csv"
/// }
/// ```
struct ServeConfiguration {
    /// Why a configuration is refused.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    var landscape: LandscapeConfiguration
    /// A person list file in the place of the seed's people.
    let persons: String?
    /// The registers that a file describes.
    let organisations: OrganisationFile?

    /// The mocks of this configuration with the data of a project.
    ///
    /// - Parameters:
    ///   - root: the folder of the project, in which `registries-mock/data` lies.
    ///   - onRunning: told of each mock's port when it is open.
    func mocks(
        root: String, logger: Logger,
        onRunning: @escaping @Sendable (_ mock: String, _ port: Int) async -> Void
    ) throws -> MockLandscape {
        var configuration = landscape
        configuration.brp?.onRunning = { await onRunning("brp", $0) }
        configuration.bri?.onRunning = { await onRunning("bri", $0) }
        configuration.registers?.onRunning = { await onRunning("registers", $0) }
        configuration.digid?.onRunning = { await onRunning("digid", $0) }
        configuration.trustServices?.onRunning = { await onRunning("trust-services", $0) }
        configuration.control?.onRunning = { await onRunning("control", $0) }
        for mock in [MockName.brp, .bri, .registers] {
            configuration.documents[mock] = FileManager.default
                .contents(atPath: "\(root)/docs/openapi/\(mock.rawValue)-mock.json")
                .map { [UInt8]($0) }
        }
        let state = MockState(data: try MockData.seed(root: root), organisations: organisations)
        if let persons { state.replacePeople(try MockData.persons(file: persons)) }
        return try MockLandscape(configuration: configuration, state: state, logger: logger)
    }

    private struct Source {
        let folder: String

        func path(_ name: String) -> String {
            name.hasPrefix("/") ? name : folder + "/" + name
        }

        func text(_ name: String) throws(Refusal) -> String {
            guard let data = FileManager.default.contents(atPath: path(name)),
                let text = String(validating: data, as: UTF8.self)
            else { throw Refusal(description: "expected a readable text file '\(name)'") }
            return text
        }

        /// The lists in a folder: DER, in files `NAME.crl`.
        func lists(_ name: String) throws(Refusal) -> PublishedLists {
            let files = (try? FileManager.default.contentsOfDirectory(atPath: path(name))) ?? []
            let lists = PublishedLists()
            for file in files where PublishedLists.isName(file) {
                guard let data = FileManager.default.contents(atPath: "\(path(name))/\(file)"),
                    let list = try? CertificateRevocationList(der: [UInt8](data))
                else { throw Refusal(description: "expected lists in DER in '\(name)'") }
                lists.publish(list, as: file)
            }
            return lists
        }
    }

    /// Reads a configuration file and the certificates and keys that it names.
    ///
    /// - Parameter mocks: the mocks that are to run; the file must have each of them. Nil: all that
    ///   the file has.
    init(file: String, mocks: Set<MockName>? = nil) throws {
        let slash = file.lastIndex(of: "/")
        let source = Source(folder: slash.map { String(file[..<$0]) } ?? ".")
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Refusal(description: "expected a readable configuration file")
        }
        do {
            let root = JSONReader(try JSONValue.parse([UInt8](data), maximumBytes: 1 << 20))
            try root.close([
                "trust", "brp", "bri", "digid", "trust-services", "registers", "control", "persons",
            ])
            for mock in mocks ?? [] where root.member(mock.rawValue) == nil {
                throw root.fail("a member '\(mock.rawValue)'")
            }
            func entry(_ mock: MockName) throws -> JSONReader? {
                guard mocks?.contains(mock) ?? true else { return nil }
                return try root.optionalObject(mock.rawValue)
            }
            landscape = LandscapeConfiguration()
            let trust = try root.optionalObject("trust").map { try Self.trust($0, source) }
            if let services = try root.optionalObject(MockName.trustServices.rawValue) {
                landscape.lists = try source.lists(services.string("crls"))
            }
            let lists = landscape.lists
            landscape.brp = try entry(.brp).map { try Self.registry($0, trust, lists, source) }
            landscape.bri = try entry(.bri).map { try Self.registry($0, trust, lists, source) }
            let registers = try entry(.registers)
            landscape.registers = try registers.map {
                try Self.registry($0, trust, lists, source, ["organisations", "count"])
            }
            organisations = try registers.map { try Self.organisations($0, source) }
            landscape.trustServices = try entry(.trustServices).map {
                try Self.trustServices($0, source)
            }
            landscape.digid = try entry(.digid).map { try Self.provider($0, source) }
            landscape.control = try root.optionalObject("control").map { control in
                try control.exactly(["port"])
                return .init(port: try Self.port(control))
            }
            persons = try root.optionalString("persons").map(source.path)
        } catch let error as JSONShapeError {
            throw Refusal(description: "configuration: \(error.message)")
        } catch let error as MockPersonsError {
            throw Refusal(description: "organisations: \(error)")
        } catch let error as JSONError {
            throw Refusal(description: "configuration: \(error.message)")
        }
    }

    private static func trust(_ entry: JSONReader, _ source: Source) throws -> TrustStore {
        try entry.exactly(["anchors", "revocation_lists"])
        return TrustStore(
            anchors: [.tls: try Certificate.all(pem: try source.text(entry.string("anchors")))],
            revocationLists: try CertificateRevocationList.all(
                pem: try source.text(entry.string("revocation_lists"))))
    }

    private static func registry(
        _ entry: JSONReader, _ trust: TrustStore?, _ lists: PublishedLists, _ source: Source,
        _ more: [String] = []
    ) throws -> LandscapeConfiguration.Registry {
        try entry.close(more + ["host", "port", "certificate", "key", "clients"])
        guard let trust else { throw entry.fail("'trust' beside a registry") }
        let allowed = try entry.optionalStrings("clients").map { Set($0) }
        return LandscapeConfiguration.Registry(
            address: try address(entry), tls: try identity(entry, source),
            clients: ClientDecision(trust: trust, published: lists, allowed: allowed)
                .remembering())
    }

    /// The file's organisations, or as many as `count` says.
    private static func organisations(
        _ entry: JSONReader, _ source: Source
    ) throws -> OrganisationFile {
        let file = try OrganisationFile(
            Array(try source.text(entry.string("organisations")).utf8))
        guard let count = try entry.optionalInteger("count") else { return file }
        guard (1...Int64(OrganisationFile.maximum)).contains(count) else {
            throw entry.fail("a 'count' from 1 to \(OrganisationFile.maximum)")
        }
        return file.expanded(to: Int(count))
    }

    private static func trustServices(
        _ entry: JSONReader, _ source: Source
    ) throws -> LandscapeConfiguration.TrustServices {
        try entry.close(["host", "port", "certificate", "key", "crls", "tsa"])
        return LandscapeConfiguration.TrustServices(
            address: try address(entry), tls: try identity(entry, source),
            unit: try entry.optionalObject("tsa").map { try unit($0, source) })
    }

    /// The certificate's issuer may stand behind it in the file; tokens carry the first alone.
    private static func unit(
        _ entry: JSONReader, _ source: Source
    ) throws -> TimeStampingUnit {
        try entry.exactly(["certificate", "key", "policy"])
        let chain = try Certificate.all(pem: source.text(entry.string("certificate")))
        guard let certificate = chain.first else { throw entry.fail("a certificate in PEM") }
        return try TimeStampingUnit(
            certificate: certificate, key: P256PrivateKey(pem: source.text(entry.string("key"))),
            policy: entry.string("policy"))
    }

    private static func provider(
        _ entry: JSONReader, _ source: Source
    ) throws -> LandscapeConfiguration.Provider {
        try entry.close([
            "host", "port", "certificate", "key", "issuer", "service_resource", "signing_key",
            "nonces", "clients",
        ])
        let key =
            try entry.optionalString("signing_key").map { name in
                try P256PrivateKey(pem: try source.text(name))
            } ?? P256PrivateKey()
        var digid = DigiDConfiguration(
            issuer: try entry.optionalString("issuer"),
            serviceResource: try entry.string("service_resource"),
            clients: try entry.array("clients").map { client in
                try client.exactly(["id", "redirect_uris"])
                return OAuthClient(
                    id: try client.string("id"),
                    redirectURIs: try client.strings("redirect_uris"))
            }, signingKey: key)
        digid.requiresNonce = try entry.optionalBool("nonces") ?? true
        return LandscapeConfiguration.Provider(
            address: try address(entry), tls: try identity(entry, source), digid: digid)
    }

    private static func address(_ entry: JSONReader) throws -> ServerAddress {
        ServerAddress(
            host: try entry.optionalString("host") ?? "127.0.0.1", port: try port(entry))
    }

    private static func port(_ entry: JSONReader) throws -> Int {
        let port = try entry.integer("port")
        guard (0...65535).contains(port) else { throw entry.fail("a 'port' from 0 to 65535") }
        return Int(port)
    }

    private static func identity(_ entry: JSONReader, _ source: Source) throws -> TLSIdentity {
        try TLSIdentity(
            certificateChainPEM: try source.text(entry.string("certificate")),
            privateKeyPEM: try source.text(entry.string("key")))
    }
}
