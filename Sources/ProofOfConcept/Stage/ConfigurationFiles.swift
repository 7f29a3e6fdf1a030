import Foundation
import RegistriesMock
import StrictJSON

/// The configuration files of all parties, as their operators would write them.
struct ConfigurationFiles {
    let stage: Stage

    private var ports: StagePorts { stage.ports }
    private var pki: String { "../pki" }

    /// Name of the file, and its content.
    var all: [(String, JSONValue)] { own + registers }

    private var own: [(String, JSONValue)] {
        [
            ("mocks", mocks), ("workbench", workbench),
            ("brp", gateway("brp")),
            ("brp-source", source("brp", registry("brp", at: brpAddress, oin: oin("brp")))),
            ("bri", gateway("bri")),
            (
                "bri-source",
                source(
                    "bri",
                    registry(
                        "bri", at: briAddress, oin: oin("bri"),
                        more: [
                            "tax_years": ["2023", "2024", "2025"], "limits": .string(limits),
                        ]))
            ),
            ("service", service),
            (
                "woonhaven",
                receiver("woonhaven", port: ports.woonhaven, office: ports.woonhavenOffice)
            ),
            (
                "stadswonen",
                receiver("stadswonen", port: ports.stadswonen, office: ports.stadswonenOffice)
            ),
        ]
    }

    /// The gateway at all other registers, and a file for each source behind it.
    private var registers: [(String, JSONValue)] {
        guard let landscape = stage.landscape else { return [] }
        let organisations = landscape.file.organisations
        let address = "https://localhost:\(ports.registersRegistry)/registers/v1"
        var files = [
            (
                Landscape.gateway,
                gateway(
                    Landscape.gateway, sources: organisations.map { "\($0.slug)-source.json" })
            )
        ]
        for organisation in organisations {
            let registry = registry(
                "register", at: "\(address)/\(organisation.oin)/records",
                oin: landscape.file.gatewayOperator.oin)
            files.append(("\(organisation.slug)-source", source(organisation.slug, registry)))
        }
        return files
    }

    private var brpAddress: String {
        "https://localhost:\(ports.brpRegistry)/haalcentraal/api/brp/personen"
    }

    private var briAddress: String { "https://localhost:\(ports.briRegistry)/bri/v1/inkomens" }

    /// The limits file of the project; the configuration lies elsewhere.
    private var limits: String {
        URL(fileURLWithPath: "\(stage.root)/data/income-limits.json").standardizedFileURL.path
    }

    /// Short, so that a tester sees what a revocation does.
    private var interval: JSONValue { .integer(Int64(stage.listInterval)) }

    private func tls(_ party: String) -> JSONValue {
        [
            "certificate": .string("\(pki)/\(party)/tls.pem"),
            "key": .string("\(pki)/\(party)/tls.key"),
        ]
    }

    private func seal(_ party: String) -> JSONValue {
        [
            "certificate": .string("\(pki)/\(party)/seal.pem"),
            "key": .string("\(pki)/\(party)/seal.key"),
        ]
    }

    private var issuer: String { "https://localhost:\(ports.digid)" }

    /// Under the arc for examples (X.660, annex A).
    private static let policy = "2.999.3161"

    private var timestamping: JSONValue {
        [
            "url": .string("https://localhost:\(ports.trustServices)/tsa"),
            "policy": .string(Self.policy),
            "deadline_milliseconds": .integer(stage.patience.timestamp),
        ]
    }

    private func listen(_ port: Int) -> JSONValue {
        ["host": "127.0.0.1", "port": .integer(Int64(port))]
    }

    private func gateway(_ party: String, sources: [String]? = nil) -> JSONValue {
        [
            "listen": listen(stage.gatewayPort(party)), "tls": tls(party),
            "trust": .string("\(pki)/trust"),
            "directory": .string("\(pki)/directory.jwt"), "data": .string("../data/\(party)"),
            "crl_interval_seconds": interval,
            "sources": .array((sources ?? ["\(party)-source.json"]).map { .string($0) }),
            "registry_deadline_milliseconds": .integer(stage.patience.registry),
            "identity_provider": ["issuer": .string(issuer)],
        ]
    }

    private func registry(
        _ kind: String, at address: String, oin: String, more: JSONObject = [:]
    ) -> JSONObject {
        var entry: JSONObject = [
            "kind": .string(kind), "address": .string(address), "oin": .string(oin),
        ]
        for member in more { entry[member.name] = member.value }
        return entry
    }

    private func source(_ party: String, _ entry: JSONObject) -> JSONValue {
        [
            "seal": seal(party), "encryption_keys": [.string("\(pki)/\(party)/encryption.key")],
            "registry": .object(entry),
        ]
    }

    private var service: JSONValue {
        [
            "listen": listen(ports.service), "tls": tls("service"), "seal": seal("service"),
            "log": ["key": .string("\(pki)/service/log.key")],
            "trust": .string("\(pki)/trust"), "directory": .string("\(pki)/directory.jwt"),
            "timestamping": timestamping, "data": "../data/service",
            "crl_interval_seconds": interval,
            "deadline_milliseconds": .integer(stage.patience.sources),
            "identity_provider": ["issuer": .string(issuer)],
        ]
    }

    private func receiver(_ party: String, port: Int, office: Int) -> JSONValue {
        [
            "listen": listen(port), "backoffice": listen(office), "tls": tls(party),
            "seal": seal(party), "trust": .string("\(pki)/trust"),
            "directory": .string("\(pki)/directory.jwt"),
            "timestamping": timestamping, "data": .string("../data/\(party)"),
            "crl_interval_seconds": interval, "limits": .string(limits),
            "public_origin": .string("https://localhost:\(port)"),
        ]
    }

    /// Where testers' commands find what they control.
    private var workbench: JSONValue {
        var json: JSONObject = ["control": .integer(Int64(ports.control))]
        if stage.breaksDocuments {
            json["document_faults"] = .integer(Int64(ports.documentFaults))
        }
        return .object(json)
    }

    private var mocks: JSONValue {
        var json: JSONObject = [
            "trust": [
                "anchors": .string("\(pki)/trust/tls.pem"),
                "revocation_lists": .string("\(pki)/trust/crls.pem"),
            ],
            "brp": .object(registry("brp", port: ports.brpRegistry, client: oin("brp"))),
            "bri": .object(registry("bri", port: ports.briRegistry, client: oin("bri"))),
            "digid": [
                "host": "127.0.0.1", "port": .integer(Int64(ports.digid)),
                "certificate": .string("\(pki)/digid/tls.pem"),
                "key": .string("\(pki)/digid/tls.key"),
                "issuer": .string(issuer),
                "service_resource": .string("https://localhost:\(ports.service)"),
                "signing_key": .string("\(pki)/digid/signing.key"),
                "clients": [
                    ["id": "blauweknop", "redirect_uris": ["http://127.0.0.1/callback"]]
                ],
            ],
            "trust-services": [
                "host": "127.0.0.1", "port": .integer(Int64(ports.trustServices)),
                "certificate": .string("\(pki)/tsa/tls.pem"),
                "key": .string("\(pki)/tsa/tls.key"), "crls": .string("\(pki)/crls"),
                "tsa": [
                    "certificate": .string("\(pki)/tsa/seal.pem"),
                    "key": .string("\(pki)/tsa/seal.key"), "policy": .string(Self.policy),
                ],
            ],
            "control": ["port": .integer(Int64(ports.control))],
        ]
        if let landscape = stage.landscape {
            var registers = registry(
                Landscape.gateway, port: ports.registersRegistry,
                client: landscape.file.gatewayOperator.oin)
            registers["organisations"] = .string(landscape.path)
            registers["count"] = .integer(Int64(landscape.file.organisations.count))
            json["registers"] = .object(registers)
        }
        if let persons = stage.persons { json["persons"] = .string(persons) }
        return .object(json)
    }

    private func registry(_ party: String, port: Int, client: String) -> JSONObject {
        [
            "host": "127.0.0.1", "port": .integer(Int64(port)),
            "certificate": .string("\(pki)/\(party)-registry/tls.pem"),
            "key": .string("\(pki)/\(party)-registry/tls.key"),
            "clients": .array([.string(client)]),
        ]
    }

    private func oin(_ party: String) -> String {
        party == "brp" ? "00000099000000000101" : "00000099000000000102"
    }
}
