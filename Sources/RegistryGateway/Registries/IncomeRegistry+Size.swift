import BlueButton
import IncomeRules
import JOSE
import OpenSSL
import PartySetup
import StrictJSON
import Trust

extension IncomeRegistry {
    /// The claims at their largest: every income known, none in dispute, amounts at the edge.
    var largestClaims: [(name: String, value: JSONValue)] {
        let years = Set(taxYears + limits.confirmed.map(\.incomeYear))
        return claims(
            about: years.map { year in
                AuthenticIncome(
                    year: year, kind: .verzamelinkomen, amount: 1 << 53,
                    status: String(repeating: "x", count: 64),
                    establishedOn: "2000-01-01", isDisputed: false)
            })
    }

    /// Demands that attestations fit their fixed size, so that a longer limits file is refused when
    /// the gateway starts and not with every citizen's order.
    ///
    /// - Throws: `setting-invalid`.
    func checkSize(sealedBy sealer: Sealer, at time: UnixTime) throws {
        let key = JWK(try P256PrivateKey().publicKey)
        let largest = try Attestation.issue(
            largestClaims, type: .bri, person: String(repeating: "x", count: 64), holderKey: key,
            by: sealer, at: time)
        do throws(Refusal) {
            _ = try SealedAttestation.seal(largest, to: key)
        } catch {
            guard error.code == .tooLarge else { throw error }
            throw SetupError(
                .settingInvalid,
                "expected tax years and limits that fit an attestation of "
                    + "\(SealedAttestation.plaintextBytes) bytes")
        }
    }
}
