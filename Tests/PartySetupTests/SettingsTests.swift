import PartySetup
import TestKit
import Testing

struct SettingsTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder.made() }

    private func settings(
        _ text: String, environment: [String: String] = [:]
    ) async throws -> Settings {
        try await Settings(
            file: folder.write(text, "config.json"), environment: environment)
    }

    @Test func `settings are read by their dotted names`() async throws {
        let settings = try await settings(
            #"{"name": "a", "listen": {"port": 8443}, "files": ["x", "/y"]}"#)
        #expect(try settings.text("name") == "a")
        #expect(try settings.number("listen.port", in: 0...65_535) == 8443)
        #expect(settings.texts("files") == ["x", "/y"])
        try settings.finish()
    }

    // MARK: The file

    @Test(arguments: ["", "{", "[]", "7", "null", #"{"a": 1.5}"#, #"{"a": 1, "a": 2}"#, "{} {}"])
    func `a file that is no object of settings is refused`(text: String) async throws {
        await refuses(.configurationMalformed) { _ = try await settings(text) }
    }

    @Test func `a file of more than a megabyte is refused`() async throws {
        let long = #"{"a": "\#(String(repeating: "a", count: 1 << 20))"}"#
        await refuses(.configurationMalformed) { _ = try await settings(long) }
    }

    @Test func `a file that is not there, or is a folder, is refused`() async throws {
        let path = folder.path
        for file in ["\(path)/none.json", path] {
            await refuses(.fileUnreadable) { _ = try await Settings(file: file) }
        }
    }

    // MARK: Unknown and missing settings

    @Test(arguments: [
        (#"{"name": "a", "nmae": "b"}"#, "nmae"),
        (#"{"name": "a", "tls": {"kee": "b"}}"#, "tls.kee"),
        (#"{"name": "a", "list": [1]}"#, "list"), (#"{"name": "a", "x": null}"#, "x"),
    ])
    func `a setting that nobody asked for is refused by name`(
        text: String, name: String
    ) async throws {
        let settings = try await settings(text)
        _ = try settings.text("name")
        let error = await refuses(.settingUnknown) { try settings.finish() }
        #expect(error?.message.contains("'\(name)'") == true)
        #expect(error?.message.contains("known are name") == true)
    }

    @Test(arguments: [
        (#"{"lisen": {"port": 1}}"#, "', not 'lisen.port'"),
        (#"{"listen": {"prot": 1}}"#, "', not "),
        (#"{"other": {"port": 1}}"#, "json'"), (#"{"listen": {"host": "a"}}"#, "json'"),
    ])
    func `a setting that is missing is told with the one that may have been meant`(
        text: String, said: String
    ) async throws {
        let settings = try await settings(text)
        // What was asked for is known, however near.
        _ = settings.optionalText("listen.host")
        let error = await refuses(.settingMissing) {
            _ = try settings.number("listen.port", in: 0...9)
        }
        #expect(error?.message.contains("'listen.port'") == true)
        #expect(error?.message.contains(said) == true)
        #expect(said.contains("not") == error?.message.contains("not"))
    }

    @Test func `a setting that is missing is named`() async throws {
        let settings = try await settings("{}")
        for body in [
            { _ = try settings.text("seal.key") }, { _ = try settings.location("seal.key") },
            { _ = try settings.contents("seal.key") },
            { _ = try settings.number("seal.key", in: 1...2) },
        ] as [() throws -> Void] {
            let error = await refuses(.settingMissing) { try body() }
            #expect(error?.message.contains("'seal.key'") == true)
        }
        #expect(settings.optionalText("name") == nil && settings.texts("names").isEmpty)
        #expect(try settings.number("count", default: 7, in: 0...9) == 7)
        try settings.finish()
    }

    // MARK: Values that cannot be used

    @Test(arguments: ["\"8443\"", "[8443]", "\"\""])
    func `what is no number is no number, whatever the default`(value: String) async throws {
        let settings = try await settings(#"{"port": \#(value)}"#)
        let error = await refuses(.settingInvalid) {
            _ = try settings.number("port", default: 1, in: 0...65_535)
        }
        #expect(error?.message.contains("8443") == false)
    }

    @Test(arguments: [-1, 65_536])
    func `a number outside its range is refused`(number: Int) async throws {
        let settings = try await settings(#"{"port": \#(number)}"#)
        await refuses(.settingInvalid) { _ = try settings.number("port", in: 0...65_535) }
    }

    @Test(arguments: ["7", "true", "[\"a\"]"])
    func `a text of another kind is not passed over`(value: String) async throws {
        let settings = try await settings(#"{"host": \#(value)}"#)
        #expect(settings.optionalText("host") == nil)
        await refuses(.settingInvalid) { try settings.finish() }
    }

    @Test(arguments: ["7", "\"a\"", "[1]", "[true]"])
    func `a list of another kind is not passed over`(value: String) async throws {
        let settings = try await settings(#"{"files": \#(value)}"#)
        #expect(settings.texts("files").isEmpty)
        await refuses(.settingInvalid) { try settings.finish() }
    }

    // MARK: Environment

    @Test func `the environment goes over the file`() async throws {
        let settings = try await settings(
            #"{"tls": {"key": "file.key"}, "port": 1}"#,
            environment: ["BLAUWEKNOP_TLS_KEY": "/other.key", "BLAUWEKNOP_PORT": "2"])
        #expect(try settings.text("tls.key") == "/other.key")
        #expect(try settings.number("port", in: 0...9) == 2)
    }

    @Test func `the environment can give what the file does not`() async throws {
        let settings = try await settings("{}", environment: ["BLAUWEKNOP_NAME": "a"])
        #expect(try settings.text("name") == "a")
        try settings.finish()
    }

    @Test(arguments: ["abc", "1.5", "", "0x10"])
    func `a number from the environment must be one`(text: String) async throws {
        let settings = try await settings(
            #"{"port": 1}"#, environment: ["BLAUWEKNOP_PORT": text])
        await refuses(.settingInvalid) {
            _ = try settings.number("port", default: 3, in: 0...9)
        }
    }

    @Test func `other variables, and files of which there are several, are left alone`()
        async throws
    {
        let environment = ["NAME": "b", "BLAUWEKNOP_NAME": "c"]
        let file = try folder.write(#"{"name": "a"}"#, "config.json")
        let source = try await Settings(
            file: file, environmentPrefix: nil, environment: environment)
        #expect(try source.text("name") == "a")
    }

    // MARK: Paths

    @Test func `paths are relative to the file`() async throws {
        try folder.write("text\n\n", "note.txt")
        let settings = try await settings(
            #"{"note": "note.txt", "all": ["a", "../b", "/c"], "gone": "gone.txt"}"#,
            environment: ["BLAUWEKNOP_OTHER": "note.txt"])
        #expect(try settings.location("note") == "\(folder.path)/note.txt")
        #expect(
            settings.locations("all") == ["\(folder.path)/a", "\(folder.path)/../b", "/c"])
        #expect(try settings.contents("note") == "text\n\n")
        #expect(try settings.document("note") == "text")
        #expect(try settings.contents("other") == "text\n\n")
        #expect(try settings.optionalBytes("absent") == nil)
        let error = await refuses(.fileUnreadable) { _ = try settings.contents("gone") }
        #expect(error?.message.contains("(setting 'gone')") == true)
    }

    @discardableResult
    private func refuses(
        _ code: SetupError.Code, _ body: () async throws -> Void,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async -> SetupError? {
        let error = await #expect(throws: SetupError.self, sourceLocation: sourceLocation) {
            try await body()
        }
        #expect(error?.code == code, sourceLocation: sourceLocation)
        return error
    }
}
