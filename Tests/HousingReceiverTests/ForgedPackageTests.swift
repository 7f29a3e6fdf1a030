import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import SelectiveDisclosure
import StrictJSON
import Testing

@testable import HousingReceiver

/// Packages that someone with every key but the sources' and the citizen's could make, or that a
/// citizen could make who alters what the sources said: each refused for a reason of its own.
struct ForgedPackageTests {
    /// What a forger changes, and how it is refused.
    enum Forgery: CaseIterable {
        case otherHolderSignsConsent, twoPersons, twoHolders
        case consentOmitsClaim, consentAddsClaim, consentToOtherRequest, consentForOtherRecipient
        case requiredPartNotGranted, presentationMissing, presentationSurplus
        case disclosureStripped, fewerDisclosed, moreDisclosed, disclosureAltered
        case noKeyBinding, otherNonce, otherAudience, boundTooEarly, termsNotBound, termsTwice
        case partsSwapped, wrongSource, attestationEnded
        case otherState, registrationOfOtherPackage, registrationOfOtherConsent
        case registrationByCorporation, registrationAbsent, registrationAltered

        var code: String {
            switch self {
            case .otherHolderSignsConsent, .twoPersons, .twoHolders: "holders-mixed"
            case .consentOmitsClaim, .consentAddsClaim, .consentToOtherRequest,
                .consentForOtherRecipient, .presentationMissing, .presentationSurplus,
                .disclosureStripped, .fewerDisclosed, .moreDisclosed:
                "consent-mismatch"
            case .requiredPartNotGranted: "required-part-missing"
            case .disclosureAltered: "unreferenced-disclosure"
            case .noKeyBinding: "key-binding-missing"
            case .otherNonce: "nonce-mismatch"
            case .otherAudience: "audience-mismatch"
            case .boundTooEarly, .termsNotBound, .termsTwice, .partsSwapped:
                "presentation-mismatch"
            case .wrongSource: "credential-type-not-allowed"
            case .attestationEnded: "expired"
            case .otherState: "package-mismatch"
            case .registrationOfOtherPackage, .registrationOfOtherConsent: "registration-mismatch"
            case .registrationByCorporation: "wrong-role"
            case .registrationAbsent: "malformed"
            case .registrationAltered: "signature-invalid"
            }
        }
    }

    @Test(arguments: Forgery.allCases)
    func `a forged package is refused and nothing is kept`(_ forgery: Forgery) async throws {
        let corporation = try await Corporation()
        let request = try await corporation.request()
        let other = try await corporation.request()
        let forged = try PackageForger(corporation.world, request: request, other: other)
            .forge(forgery)
        let refusal = await code {
            _ = try await corporation.packages.receive(
                package: forged.package, registration: forged.registration)
        }
        #expect(refusal == forgery.code)
        #expect(try await corporation.store.packages(limit: 1).isEmpty)
        #expect(try await corporation.key(of: request) != nil, "expected the request still open")
    }

    @Test func `without a forgery the same maker's package is accepted`() async throws {
        let corporation = try await Corporation()
        let request = try await corporation.request()
        let made = try PackageForger(corporation.world, request: request, other: request)
            .forge(nil)
        _ = try await corporation.packages.receive(
            package: made.package, registration: made.registration)
        #expect(try await corporation.store.packages(limit: 1).count == 1)
    }
}
