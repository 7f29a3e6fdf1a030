import PartySetup
import TestKit
import Testing

/// Variables of the environment that no setting is read from.
struct VariableNamesTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder.made() }

    /// Settings of which some were asked for.
    private func settings(
        _ variables: [String], prefix: String? = "blauweknop"
    ) async throws -> Settings {
        let settings = try await Settings(
            file: folder.write(#"{"data": "/d", "listen": {"port": 1}}"#, "config.json"),
            environmentPrefix: prefix,
            environment: Dictionary(uniqueKeysWithValues: variables.map { ($0, "secret") }))
        _ = settings.optionalText("data")
        _ = settings.optionalText("tls.certificate")
        _ = settings.optionalText("tls.key")
        _ = settings.optionalText("public_origin")
        _ = settings.optionalText("listen.port")
        return settings
    }

    @Test(arguments: [
        ("BLAUWEKNOP_DATE", "known is BLAUWEKNOP_DATA"),
        ("BLAUWEKNOP_LISTEN_PROT", "known is BLAUWEKNOP_LISTEN_PORT"),
        ("BLAUWEKNOP_LISTENPORT", "known is BLAUWEKNOP_LISTEN_PORT"),
        ("BLAUWEKNOP_TLS_KEYS", "known is BLAUWEKNOP_TLS_KEY"),
        ("BLAUWEKNOP_TLS_CHAIN", "known is BLAUWEKNOP_TLS_CERTIFICATE, BLAUWEKNOP_TLS_KEY"),
        ("BLAUWEKNOP_TLS", "known is BLAUWEKNOP_TLS_CERTIFICATE, BLAUWEKNOP_TLS_KEY"),
        ("BLAUWEKNOP_PUBLIC_ADDRESS", "known is BLAUWEKNOP_PUBLIC_ORIGIN"),
        ("BLAUWEKNOP_data", "known is BLAUWEKNOP_DATA"),
    ])
    func `a variable that seems to mean a setting is refused, with what it could be`(
        variable: String, meant: String
    ) async throws {
        let settings = try await settings([variable])
        let error = #expect(throws: SetupError.self) { try settings.finishEnvironment() }
        #expect(error?.code == .settingUnknown)
        #expect(error?.message == "expected no variable '\(variable)'; \(meant)")
    }

    @Test func `the whole configuration is not taken with such a variable either`() async throws {
        let settings = try await Settings(
            file: folder.write("{}", "config.json"), environment: ["BLAUWEKNOP_DATTA": "/d"])
        _ = settings.optionalText("data")
        let error = #expect(throws: SetupError.self) { try settings.finish() }
        #expect(error?.code == .settingUnknown)
    }

    @Test(arguments: ["BLAUWEKNOP_PORT", "BLAUWEKNOP_", "BLAUWEKNOP_RETENTION_DAYS"])
    func `a variable that means nothing here is told, and hinders nothing`(
        variable: String
    ) async throws {
        let settings = try await settings([variable, "BLAUWEKNOP_DATA", "BLAUWEKNOP_HOME"])
        try settings.finishEnvironment()
        #expect(settings.strangeVariables == [variable])
    }

    @Test(arguments: ["DATE", "blauweknop_date", "BLAUWEKNOPDATE", "XBLAUWEKNOP_DATE"])
    func `variables of others are left alone`(variable: String) async throws {
        let settings = try await settings([variable])
        try settings.finishEnvironment()
        #expect(settings.strangeVariables.isEmpty)
    }

    @Test func `where the environment has no say it is not looked at`() async throws {
        let settings = try await settings(["BLAUWEKNOP_DATE"], prefix: nil)
        try settings.finishEnvironment()
        #expect(settings.strangeVariables.isEmpty)
    }

    @Test(arguments: [
        ("overveiw", "overview"), ("verfy", "verify"), ("lgo", nil), ("x", nil), ("", nil),
        ("dat", "data"),
    ])
    func `the nearest name is a letter or two away`(word: String, near: String?) {
        #expect(NearName.of(word, among: ["overview", "verify", "log", "data"]) == near)
    }
}
