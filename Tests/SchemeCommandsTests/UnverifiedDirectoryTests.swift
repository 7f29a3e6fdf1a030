import BlueButton
import OpenSSL
import SchemeAuthority
import Testing

@testable import SchemeCommands

@Suite struct UnverifiedDirectoryTests {
    @Test func `a directory is shown with everyone in it`() throws {
        let office = try Office()
        let directory = try office.command(["--version", "7"]).sealed(at: Office.now)
        let shown = try UnverifiedDirectory(directory.text)
        #expect(shown.version == 7)
        let text = shown.lines.joined(separator: "\n")
        for part in [
            "version   7", "brp 00000099000000000101", "https://woonhaven.example",
            "https://tsa.example/crl/tls.crl", "log.blauweknop.example/2026", "1 key(s)",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test(arguments: ["", "directory", "e30.e30.e30", "{}"])
    func `what is no directory is refused`(text: String) {
        let refusal = #expect(throws: Refusal.self) { _ = try UnverifiedDirectory(text) }
        #expect(refusal?.code == .malformed)
    }
}
