import Foundation
import StrictJSON

/// The configuration files of all parties, as their operators would write them.
struct ConfigurationFiles {
    let stage: Stage

    private var ports: StagePorts { stage.ports }
    private var pki: String { "../pki" }

    /// Name of the file, and its content.
    var all: [(String, JSONValue)] {
        [
            ("mocks", mocks), ("workbench", workbench),
            ("brp", gateway("brp")),
            ("brp-source", source("brp", registry: brpAddress, more: [:])),
            ("bri", gateway("bri")),
            (
                "bri-source",
                source(
                    "bri", registry: briAddress,
                    more: [
                        "tax_years": ["2023", "2024", "2025"], "limits": .string(limits),
                    ])
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

    /// More patient than an operator would be: everything runs on one machine.
    private var timestamping: JSONValue {
        [
            "url": .string("https://localhost:\(ports.trustServices)/tsa"),
            "policy": .string(Self.policy), "deadline_milliseconds": 5000,
        ]
    }

    private func listen(_ port: Int) -> JSONValue {
        ["host": "127.0.0.1", "port": .integer(Int64(port))]
    }

    private func gateway(_ party: String) -> JSONValue {
        [
            "listen": listen(stage.gatewayPort(party)), "tls": tls(party),
            "trust": .string("\(pki)/trust"),
            "directory": .string("\(pki)/directory.jwt"), "data": .string("../data/\(party)"),
            "crl_interval_seconds": interval,
            "sources": .array([.string("\(party)-source.json")]),
            "identity_provider": ["issuer": .string(issuer)],
        ]
    }

    private func source(_ party: String, registry: String, more: JSONObject) -> JSONValue {
        var entry: JSONObject = [
            "kind": .string(party), "address": .string(registry), "oin": .string(oin(party)),
        ]
        for member in more { entry[member.name] = member.value }
        return [
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
            "crl_interval_seconds": interval, "deadline_milliseconds": 3000,
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
            "brp": registry("brp", port: ports.brpRegistry),
            "bri": registry("bri", port: ports.briRegistry),
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
        if let persons = stage.persons { json["persons"] = .string(persons) }
        return .object(json)
    }

    private func registry(_ party: String, port: Int) -> JSONValue {
        [
            "host": "127.0.0.1", "port": .integer(Int64(port)),
            "certificate": .string("\(pki)/\(party)-registry/tls.pem"),
            "key": .string("\(pki)/\(party)-registry/tls.key"),
            "clients": .array([.string(oin(party))]),
        ]
    }

    private func oin(_ party: String) -> String {
        party == "brp" ? "00000099000000000101" : "00000099000000000102"
    }
}
