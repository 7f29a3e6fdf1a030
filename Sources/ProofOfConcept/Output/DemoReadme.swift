import BlueButton
import DocumentCheck
import OpenSSL

/// The README of `demo-output/`: what each file is, and the commands that check it.
enum DemoReadme {
    /// - Parameter files: the names of the files beside it.
    static func text(overview: Overview, release: UnixTime, files: [String]) -> String {
        let checks = OutsideChecks(
            overviewRows: indices(overview), queries: ["persoon", "inkomen"], release: release)
        return """
            # The documents of one run

            Written by `blauweknop-poc demo`. People and organisations are made up, and the
            certificates are those of a test PKI made for this run; nothing else here is pretended.

            \(EvidenceFiles.table(of: files))

            \(checks.text)
            """
    }

    private static func indices(_ overview: Overview) -> [Int] {
        overview.rows.enumerated().compactMap { index, row in
            if case .answered = row.outcome { index } else { nil }
        }
    }
}
