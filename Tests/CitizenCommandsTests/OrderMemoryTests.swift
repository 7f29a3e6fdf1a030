import BlueButton
import ReleaseKit
import StrictJSON
import TestKit
import Testing

@testable import CitizenCommands

/// What this device remembers for lists and completions, and believes of nobody.
struct OrderMemoryTests {
    private let home: CitizenHome
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder.made()
        home = CitizenHome(path: folder.path)
    }

    @Test func `an order is remembered with its organisation, the oldest are forgotten`() throws {
        let memory = OrderMemory(home: home)
        let source = try OIN("00000099000000000020")
        #expect(memory.sources.isEmpty)
        let orders = (0...OrderMemory.most).map { DocumentHash(ofCharacters: "order \($0)") }
        // All but the last two in one file, as they would have been kept one by one.
        var kept = JSONObject()
        for order in orders.dropLast(2) { kept[order.text] = .string(source.digits) }
        try home.write(JSONValue.object(kept).text, OrderMemory.file)
        for order in orders.suffix(2) { try memory.keep(order, for: source) }
        #expect(memory.sources.count == OrderMemory.most)
        #expect(memory.sources[orders[0].text] == nil)
        #expect(memory.sources[orders[OrderMemory.most].text] == source.digits)
    }

    @Test(arguments: ["", "[]", "{\"x\": 1}", "nonsense"])
    func `a file that cannot be read names nobody, and is replaced`(text: String) throws {
        try home.write(text, OrderMemory.file)
        let memory = OrderMemory(home: home)
        #expect(memory.sources.isEmpty)
        let order = DocumentHash(ofCharacters: "order")
        try memory.keep(order, for: OIN("00000099000000000020"))
        #expect(memory.sources[order.text] == "00000099000000000020")
    }

    @Test func `the shell completes the short names of the directory that was seen`() throws {
        #expect(Completions.shortNames(in: home).isEmpty)
        let directory = try ReleaseWorld.shared.get().directory
        try home.write(directory.text, DirectoryMemory.file)
        #expect(Completions.shortNames(in: home) == ["brp", "bri"])
        try home.write("nonsense", DirectoryMemory.file)
        #expect(Completions.shortNames(in: home).isEmpty)
    }
}
