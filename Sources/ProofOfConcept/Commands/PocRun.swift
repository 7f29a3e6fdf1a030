import MockPersons
import PartySetup
import SchemeAuthority
import StrictJSON
import TestPKI

/// How the commands of the proof of concept end: as those of every program, and what is wrong with
/// a file of the mocks is told too.
enum PocRun {
    static func orExplain(_ body: () async throws -> Void) async throws {
        try await ProgramRun.orExplain("blauweknop-poc") {
            do {
                try await body()
            } catch let error as MockPersonsError {
                let place = error.line.map { "line \($0): " } ?? ""
                throw SetupError(.settingInvalid, place + error.message)
            } catch let error as StoryError {
                throw SetupError(.settingInvalid, error.description)
            } catch let error as TestPKIError {
                throw SetupError(.settingInvalid, error.message)
            } catch let error as SchemeError {
                throw SetupError(.settingInvalid, error.message)
            } catch let error as JSONShapeError {
                throw SetupError(.settingInvalid, error.message)
            }
        }
    }
}
