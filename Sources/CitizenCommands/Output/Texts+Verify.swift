/// What `verify` says beside its checks.
extension Texts {
    var note: String { text(nl: "let op", en: "note") }

    func checkSummary(fine: Int, failures: Int, absent: Int) -> String {
        text(
            nl: "In orde: \(fine). Niet in orde: \(failures). Niet te controleren: \(absent).",
            en: "Fine: \(fine). Not fine: \(failures). Could not be checked: \(absent).")
    }

    var couldNotCheck: String {
        text(nl: "Niet te controleren:", en: "Could not be checked:")
    }

    var allHolds: String {
        text(
            nl: "Alles wat gecontroleerd kon worden, klopt.",
            en: "Everything that could be checked holds.")
    }

    var notAllHolds: String {
        text(
            nl: "NIET ALLES KLOPT. Vertrouw niet op de documenten waar FAIL bij staat.",
            en: "NOT EVERYTHING HOLDS. Do not rely on the documents with FAIL.")
    }
}
