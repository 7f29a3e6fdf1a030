import ArgumentParser
import BlueButton
import Foundation
import JOSE
import StrictJSON

/// What the shell completes, where it depends on this device; nothing is asked of anybody, and
/// nothing is believed: who is named is looked up in the verified directory afterwards.
enum Completions {
    /// The short names of those that give data, by the directory that was seen last.
    static let sources = CompletionKind.custom { _, _, _ in shortNames(in: home) }
    /// The numbers of the consents that were given on this device.
    static let consents = CompletionKind.custom { _, _, _ in
        KeptRelease.all(in: home).map(\.id.text)
    }
    static let languages = CompletionKind.list(Language.allCases.map(\.rawValue))

    private static var home: CitizenHome {
        CitizenHome(environment: ProcessInfo.processInfo.environment)
    }

    static func shortNames(in home: CitizenHome) -> [String] {
        guard let text = (try? home.text(DirectoryMemory.file)) ?? nil,
            let jws = try? CompactJWS(text, maximumBytes: DocumentLimits.directory),
            let value = try? JSONValue.parse(jws.payload, maximumBytes: DocumentLimits.directory),
            let sources = try? JSONReader(value).array("sources")
        else { return [] }
        let giving = sources.filter { (try? $0.strings("vcts").isEmpty) == false }
        return giving.compactMap { try? $0.string("slug") }.filter { slug in
            slug.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        }
    }
}
