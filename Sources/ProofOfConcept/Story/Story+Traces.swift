import BlueButton
import Foundation
import PartySetup

/// The last step: what is nowhere to be found.
extension Story {
    /// Searches everything that the service keeps, and all documents of the story, for the
    /// citizen's number and name.
    func searchForTraces(output: DemoOutput?) throws {
        narrator.step(9, "What does the service in the middle keep?")
        let service = "\(stage.folder)/data/service"
        let number = Array(person.number.revealed.utf8)
        let surname = Array((person.name.split(separator: " ").last ?? "").utf8)
        let files = Self.files(in: service)
        try expect(!files.isEmpty, "Its database is there: \(files.count) files were searched.")
        for file in files {
            let bytes = try TextFile.bytes(file)
            guard !Self.contains(bytes, number), !Self.contains(bytes, surname) else {
                throw StoryError("expected no number and no name in the service's files")
            }
        }
        narrator.held("No citizen number and no name is in any of them.")
        guard let output else { return }
        for file in Self.files(in: output.folder) {
            guard !Self.contains(try TextFile.bytes(file), number) else {
                throw StoryError("expected no citizen number in the story's documents")
            }
        }
        narrator.held("No citizen number is in any document of this story.")
    }

    private static func files(in folder: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
        return (names ?? []).map { "\(folder)/\($0)" }.filter { !TextFile.isFolder($0) }
    }

    private static func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
        Data(bytes).range(of: Data(wanted)) != nil
    }
}
