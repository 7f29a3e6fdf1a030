import PartySetup
import Transport
import Trust

/// What commands need to ask the running receiver's back office: of the receiver's configuration
/// the part that says where it is, and of its keys none but the TLS key where it wants to see one.
struct OfficeSettings: Sendable {
    let address: ServerAddress
    /// Who asks; nil where the back office is plain HTTP on this machine.
    let tls: TLSIdentity?
    let trust: TrustStore

    /// Reads `backoffice.*`, `trust`, and `tls.*` where there are `backoffice.clients`. What else
    /// the file says is the running receiver's.
    init(settings: Settings) throws(SetupError) {
        address = try settings.listenAddress("backoffice")
        guard address.port != 0 else {
            throw SetupError(
                .settingInvalid, "expected a fixed 'backoffice.port', to find the receiver at")
        }
        trust = try settings.trust()
        tls = try settings.oins("backoffice.clients").isEmpty ? nil : settings.tlsIdentity()
        try settings.finishEnvironment()
    }
}
