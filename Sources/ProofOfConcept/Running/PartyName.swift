/// The parties that run, each a program of its own.
package enum PartyName: String, Sendable, CaseIterable {
    /// The registries' own interfaces, and DigiD.
    case mocks
    /// The gateway at the BRP.
    case brp
    /// The gateway at the BRI.
    case bri
    /// The gateway at all other registers, where there are any.
    case registers
    case service
    /// The housing corporation of the story.
    case woonhaven
    /// Another housing corporation.
    case stadswonen

    /// The executable that this party runs.
    package var program: String {
        switch self {
        case .mocks: "registries-mock"
        case .brp, .bri, .registers: "blauweknop-gateway"
        case .service: "blauweknop-service"
        case .woonhaven, .stadswonen: "blauweknop-receiver"
        }
    }
}
