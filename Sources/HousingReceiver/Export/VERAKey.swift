import BlueButton
import StrictJSON

/// By what another entity of VERA is named: this program's own id, and the corporation's OIN.
struct VERAKey: Sendable {
    let id: String
    let organisation: String

    /// The key of a part of this.
    func part(_ name: String) -> VERAKey {
        VERAKey(id: "\(id).\(name)", organisation: organisation)
    }

    /// VERA's keys (`…-sleutels`), with the kind where they have one.
    func json(_ kind: VERACode? = nil, detail: VERACode? = nil) -> JSONObject {
        var object: JSONObject = [
            "idExtern": .string(id), "idOrganisatie": .string(organisation),
        ]
        object["soort"] = kind?.json
        object["detailSoort"] = detail?.json
        return object
    }
}
