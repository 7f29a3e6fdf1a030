/// The parties that run, each a program of its own.
package enum PartyName: String, Sendable, CaseIterable {
    /// The registries' own interfaces, and DigiD.
    case mocks
    /// The gateway at the BRP.
    case brp
    /// The gateway at the BRI.
    case bri
    case service
    /// The housing corporation of the story.
    case woonhaven
    /// Another housing corporation.
    case stadswonen

    /// The executable that this party runs.
    package var program: String {
        switch self {
        case .mocks: "registries-mock"
        case .brp, .bri: "blauweknop-gateway"
        case .service: "blauweknop-service"
        case .woonhaven, .stadswonen: "blauweknop-receiver"
        }
    }
}
