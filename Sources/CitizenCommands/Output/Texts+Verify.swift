/// What `verify` says beside its checks.
extension Texts {
    var checked: String { text(nl: "goed", en: "ok") }
    var wrong: String { text(nl: "FOUT", en: "WRONG") }
    var notChecked: String { text(nl: "niet na te gaan", en: "absent") }
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
            nl: "NIET ALLES KLOPT. Vertrouw niet op de documenten waar FOUT bij staat.",
            en: "NOT EVERYTHING HOLDS. Do not rely on the documents with WRONG.")
    }
}
