import HTTPTypes
import Hummingbird
import OpenSSL
import Transport

/// What the authorities serve to everyone: `GET /crl/{name}`, a revocation list in DER (RFC 2585).
struct TrustServiceRoutes {
    let lists: PublishedLists

    func add(to router: Router<AppContext>) {
        router.get("/crl/:name") { _, context -> Response in
            let name = try context.parameters.require("name")
            guard let list = lists[name] else {
                throw Problem(
                    status: .notFound, code: "crl-unknown", title: "Not found",
                    detail: "expected the name of a list that is published")
            }
            return .document(list.der, contentType: Self.listType)
        }
    }

    /// RFC 5280 section 4.2.1.13.
    static let listType = "application/pkix-crl"
}
