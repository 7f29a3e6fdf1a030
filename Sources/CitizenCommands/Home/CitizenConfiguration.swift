import Foundation
import PartySetup
import StrictJSON
package import Trust

/// What the citizen's program must be told: where the service is, and whom to trust.
///
/// `config.json`: `{"service": "https://…", "issuer": "https://…", "trust": "FOLDER"}`; `issuer` may
/// be absent. Everything else stands in the directory, which the scheme authority sealed. Anchors
/// never come from the service.
package struct CitizenConfiguration: Sendable {
    /// The service's address, an origin.
    package let service: String
    /// The identity provider that the citizen expects; nil for the directory's, whichever it is.
    package let issuer: String?
    package let trust: TrustStore
    /// The TLS anchors in PEM.
    package let tlsAnchors: String

    package init(
        service: String, issuer: String? = nil, trust: TrustStore, tlsAnchors: String
    ) {
        self.service = service
        self.issuer = issuer
        self.trust = trust
        self.tlsAnchors = tlsAnchors
    }

    /// Reads the configuration in a home.
    ///
    /// - Throws: a usage error that says what to write, where there is none.
    package init(home: CitizenHome) throws {
        guard let reader = try home.json("config.json") else {
            throw CitizenError(
                .usage, code: "not-configured",
                "expected a configuration in '\(home.path)/config.json'",
                hint: .configure)
        }
        do {
            try reader.close(["service", "issuer", "trust"])
            service = try reader.string("service")
            issuer = try reader.optionalString("issuer")
            let folder = try reader.string("trust")
            let place = folder.hasPrefix("/") ? folder : "\(home.path)/\(folder)"
            trust = try TrustFolder.read(place)
            tlsAnchors = try TextFile.text("\(place)/tls.pem")
        } catch let error as JSONShapeError {
            throw CitizenError(.usage, code: "configuration-malformed", error.message)
        }
    }

    /// Writes the configuration that this program reads.
    package static func write(
        service: String, issuer: String? = nil, trustFolder: String, to home: CitizenHome
    ) throws {
        var json: JSONObject = ["service": .string(service), "trust": .string(trustFolder)]
        if let issuer { json["issuer"] = .string(issuer) }
        try home.write(JSONValue.object(json).text + "\n", "config.json")
    }
}
