import ArgumentParser
import Foundation
import OpenSSL
import PartySetup
import StrictJSON
package import TestPKI
import Transport

/// `blauweknop-poc revoke`: revokes a party's certificate, and publishes the fresh list.
struct RevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke a party's certificate while 'up' runs, and publish the fresh list.")

    @Argument(help: "The party, as in certs/parties.json: brp, woonhaven, service and so on.")
    var party: String

    @Option(help: "The folder of 'blauweknop-poc up'.")
    var folder = ".blauweknop-poc"

    @Option(help: "Which certificate: seal or tls.")
    var certificate = "seal"

    func validate() throws {
        guard ["seal", "tls"].contains(certificate) else {
            throw ValidationError("expected --certificate seal or tls")
        }
    }

    func run() async throws {
        try await PocRun.orExplain {
            try await FaultControl.ofRunning(folder).close()
            let revoked = try PKIFolder("\(folder)/pki").revoke(
                party, certificate, at: UnixTime.now())
            try await Publishing.publish(revoked, in: folder)
            ProgramRun.say(
                "Revoked. Every party takes the list '\(revoked.listName)' within a minute.")
        }
    }
}

/// Hands fresh revocation lists to the running mock of the authorities.
package enum Publishing {
    /// - Parameter folder: the stage's, in which `config/mocks.json` names the control port.
    package static func publish(_ revoked: RevokedCertificate, in folder: String) async throws {
        let settings = JSONReader(
            try JSONValue.parse(
                TextFile.bytes("\(folder)/config/mocks.json"), maximumBytes: 1 << 20))
        let port = try settings.object("control").integer("port")
        let client = try PublicClient(
            anchorsPEM: TextFile.text("\(folder)/pki/trust/tls.pem"))
        let reply: Result<HTTPReply, any Error>
        do {
            reply = .success(
                try await client.put(
                    "http://127.0.0.1:\(port)/mock/crls/\(revoked.listName)",
                    headers: [("Content-Type", "application/pkix-crl")], body: revoked.list.der,
                    maximumBytes: 1 << 16, deadline: .now + .seconds(5)))
        } catch {
            reply = .failure(error)
        }
        await client.shutdown()
        guard try reply.get().status == 204 else {
            throw TransportError(.unreachable, "expected the mocks to publish the list")
        }
    }
}
