package import BlueButton
import StrictJSON

/// Where a release stands, as the service says; the documents in it are verified by who uses them.
package struct ReleaseStatus: Sendable {
    package let id: DocumentID
    /// `registered`, `delivering`, `delivered`, `refused`, `expired`, `unanswered`, `stopped`,
    /// `forwarded`, `kept`, `deleted`.
    package let state: String
    package let registration: String?
    package let receipt: String?
    /// Where the recipient lets the citizen confirm; not believed until its origin was checked.
    package internal(set) var redirect: String?
    /// The recipient's code, where it refused.
    package let refusal: String?

    /// Whether it may still be delivered.
    package var isPending: Bool { state == "registered" || state == "delivering" }

    init(reading reader: JSONReader) throws {
        id = try DocumentID(reader.string("id"))
        state = DisplayText(try reader.string("state")).text
        registration = try reader.nullableString("registration")
        receipt = try reader.nullableString("receipt")
        redirect = try reader.nullableString("redirect_uri")
        refusal = try reader.nullableString("refusal").map { DisplayText($0).text }
    }
}
