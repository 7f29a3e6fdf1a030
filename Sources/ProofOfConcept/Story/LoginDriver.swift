import Foundation
import BlueButton
package import Transport

/// Completes the login page as a person with a browser would: it reads the form and fills it in.
package struct LoginDriver: Sendable {
    let client: PublicClient
    let person: StoryPerson
    /// How long each of its calls may take.
    let patience: Duration

    package init(
        client: PublicClient, person: StoryPerson, patience: Duration = .seconds(10)
    ) {
        self.client = client
        self.person = person
        self.patience = patience
    }

    /// Opens the page, posts the form and follows the way back to the waiting program.
    package func complete(_ address: String) async throws {
        guard let origin = try? Origin(of: address) else { throw Self.cut }
        let page = try await client.get(
            address, maximumBytes: 1 << 20, deadline: .now + patience)
        let html = String(decoding: page.body, as: UTF8.self)
        guard page.status == 200, let token = Self.hiddenField("page", in: html) else {
            throw Self.cut
        }
        var fields = [("page", token)]
        switch person.login {
        case .choice(let slug): fields.append(("persoon", slug))
        case .number(let number): fields.append(("burgerservicenummer", number.revealed))
        }
        let answer = try await client.post(
            origin.text + "/login", headers: [("Content-Type", FormBody.contentType)],
            body: FormBody.encode(fields), maximumBytes: 1 << 20, deadline: .now + patience)
        guard answer.status == 303, let back = answer.headers["location"] else {
            throw StoryError("expected the login page to send the browser back")
        }
        let done: HTTPReply
        do {
            done = try await client.get(
                back, maximumBytes: 1 << 20, deadline: .now + patience)
        } catch {
            throw Self.old
        }
        guard done.status == 200 else { throw Self.old }
    }

    private static let cut = StoryError(
        "expected the whole address that 'blauweknop login' printed, between quotes: it is "
            + "long, and begins with https://")
    private static let old = StoryError(
        "expected a 'blauweknop login' that still waits: this address is of one that has ended. "
            + "Run 'blauweknop login' again and use the address that it prints")

    private static func hiddenField(_ name: String, in html: String) -> String? {
        guard let start = html.range(of: "name=\"\(name)\" value=\"") else { return nil }
        let value = html[start.upperBound...].prefix { $0 != "\"" }
        return value.isEmpty ? nil : String(value)
    }
}
