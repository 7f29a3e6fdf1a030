import BlueButton
import Synchronization
import Testing

@testable import CitizenCommands

struct ProgressTests {
    private let terminal = Terminal(width: 80, height: 24)

    private func frame(
        _ names: [String], _ answers: [String]? = nil, on terminal: Terminal
    ) -> [String] {
        ProgressFrame(names: names, answers: answers, seconds: 3, texts: Texts(.nl))
            .lines(on: terminal)
    }

    @Test func `each organisation has a line, with how long it is asked or what it answered`() {
        #expect(
            frame(["Personen", "Inkomens (test)"], on: terminal) == [
                "  Personen         wordt gevraagd, 3 s",
                "  Inkomens (test)  wordt gevraagd, 3 s",
            ])
        #expect(
            frame(["Personen"], ["niet bekend"], on: terminal) == ["  Personen  niet bekend"])
    }

    @Test(arguments: [(80, 24), (40, 10), (20, 4), (200, 50)])
    func `no line is wider than the terminal, nor are there more than it has`(
        width: Int, height: Int
    ) {
        let small = Terminal(width: width, height: height)
        let names = (1...2_000).map { "Organisatie met een lange naam, nummer \($0), en meer" }
        for answers in [nil, names.map { _ in "heeft geen gegevens" }] {
            let lines = frame(names, answers, on: small)
            #expect(lines.count <= height - 2)
            #expect(lines.allSatisfy { $0.count < width })
            #expect(lines.last?.contains("en nog ") == true)
        }
        #expect(frame(["A"], on: small).count == 1)
    }

    @Test(arguments: [
        ["TERM": "dumb"], ["TERM": ""], [:], ["TERM": "xterm", "NO_COLOR": "1"],
    ])
    func `where plain text is wanted there is no terminal to draw on`(
        environment: [String: String]
    ) {
        #expect(Terminal(environment: environment, isTerminal: true, size: nil) == nil)
    }

    @Test func `a terminal is one where both outputs are, of the size that it says`() {
        let environment = ["TERM": "xterm-256color", "NO_COLOR": ""]
        #expect(Terminal(environment: environment, isTerminal: false, size: nil) == nil)
        #expect(Terminal(environment: environment, isTerminal: true, size: nil) == terminal)
        #expect(
            Terminal(
                environment: environment, isTerminal: true,
                size: TerminalSize(columns: 120, rows: 40)) == Terminal(width: 120, height: 40))
    }

    @Test func `without a terminal nothing is drawn`() async throws {
        let written = Mutex("")
        let progress = LiveProgress(on: nil, texts: Texts(.en)) { text in
            written.withLock { $0 += text }
        }
        progress.begin(["A"])
        progress.draw()
        progress.finish(["holds data"])
        #expect(written.withLock { $0 }.isEmpty)
    }

    @Test func `frames are drawn over each other, and the last one stays`() {
        let written = Mutex<[String]>([])
        let progress = LiveProgress(on: terminal, texts: Texts(.en)) { text in
            written.withLock { $0.append(text) }
        }
        progress.draw()
        progress.begin(["A", "B"])
        progress.draw()
        progress.finish(["holds data", "not known"])
        progress.draw()
        let frames = written.withLock { $0 }
        #expect(frames.count == 4)
        #expect(!frames[0].contains("A\r") && frames[0].contains("is being asked, 0 s"))
        #expect(frames[1].hasPrefix("\u{1B}[2A\r") && frames[2].hasPrefix("\u{1B}[2A\r"))
        #expect(frames[2].contains("A         holds data") && frames[3] == "\n")
    }
}
