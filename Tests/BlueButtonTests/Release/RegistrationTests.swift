import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import SelectiveDisclosure
import StrictJSON
import Testing
import TestPKI
import Trust

/// The registration that goes with a package.
@Suite struct RegistrationTests {
    private let documents: Documents
    private let parcel: Parcel

    init() throws {
        documents = try Documents.shared.get()
        parcel = try Parcel(documents)
    }

    @Test func `a registration of another consent or package is refused`() throws {
        let consent = try parcel.consent()
        let package = try parcel.sealed(consent)
        let other = try parcel.consent()
        for registration in [
            try documents.applicant.registration(of: other, package),
            try documents.applicant.registration(of: consent, parcel.sealed(consent)),
        ] {
            expectRefusal(.registrationMismatch) {
                _ = try parcel.verify(package, registration: registration)
            }
        }
        let right = try documents.applicant.registration(of: consent, package)
        let changed = try Forge.changed(
            right, key: documents.key(.registration),
            [("directory", .string(String(repeating: "A", count: 43)))])
        expectRefusal(.registrationMismatch) {
            _ = try parcel.verify(package, registration: changed)
        }
    }

    @Test func `a registration by another than the service is refused`() throws {
        let consent = try parcel.consent()
        let package = try parcel.sealed(consent)
        for party in ["woonhaven", "brp", "scheme"] {
            let registration = try documents.applicant.registration(
                of: consent, package, by: party)
            expectRefusal(.below("wrong-role")) {
                _ = try parcel.verify(package, registration: registration)
            }
        }
    }

    @Test(arguments: ["", "{}", "null", "e30.e30.e30"])
    func `what is no registration is refused`(text: String) throws {
        let consent = try parcel.consent()
        expectRefusal(.malformed) {
            _ = try parcel.verify(try parcel.sealed(consent), registration: text)
        }
    }
}
