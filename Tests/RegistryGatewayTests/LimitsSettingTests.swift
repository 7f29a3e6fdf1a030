import Foundation
import IncomeRules
import PartySetup
import ReleaseKit
import StrictJSON
import TestPKI
import Testing

@testable import RegistryGateway

/// The setting `registry.limits` of a source's configuration file.
struct LimitsSettingTests {
    private func source(
        kind: String = "bri", setting: JSONValue?, file: String = IncomeLimitsTests.text
    ) async throws -> GatewayConfiguration.SourceSettings {
        let folder = FileManager.default.temporaryDirectory.path + "/limits-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try PKIFolder(folder).write(try ReleaseWorld.shared.get().pki)
        try Data(file.utf8).write(to: URL(fileURLWithPath: folder + "/limits.json"))
        var registry: JSONObject = [
            "kind": .string(kind), "address": "https://registry.example/records",
            "oin": "00000099000000000102", "tax_years": ["2024"],
        ]
        if let setting { registry["limits"] = setting }
        let settings: JSONValue = [
            "seal": ["certificate": "bri/seal.pem", "key": "bri/seal.key"],
            "encryption_keys": ["bri/encryption.key"], "registry": .object(registry),
        ]
        try Data(settings.bytes()).write(to: URL(fileURLWithPath: folder + "/source.json"))
        return try await GatewayConfiguration.SourceSettings(
            settings: Settings(file: folder + "/source.json", environmentPrefix: nil))
    }

    @Test func `the file is read from the configuration's folder, or there are no limits`()
        async throws
    {
        #expect(try await source(setting: "limits.json").limits.confirmed.count == 3)
        #expect(try await source(setting: nil).limits == .none)
    }

    @Test(
        arguments: [
            ("bri", "absent.json", IncomeLimitsTests.text, .fileUnreadable),
            ("bri", "limits.json", "{}", .settingInvalid),
            ("bri", "limits.json", "", .settingInvalid),
            ("bri", 1, IncomeLimitsTests.text, .settingInvalid),
            ("brp", "limits.json", IncomeLimitsTests.text, .settingUnknown),
        ] as [(String, JSONValue, String, SetupError.Code)])
    func `a file that cannot be used, or that the source has no use for, is refused`(
        kind: String, setting: JSONValue, file: String, expected: SetupError.Code
    ) async throws {
        let error = await #expect(throws: SetupError.self) {
            _ = try await source(kind: kind, setting: setting, file: file)
        }
        #expect(error?.code == expected)
    }
}
