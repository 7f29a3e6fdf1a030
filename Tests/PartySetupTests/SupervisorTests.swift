import Foundation
import Logging
import TestKit
import Testing

@testable import PartySetup

struct SupervisorTests {
    private let folder: TemporaryFolder
    private let socket: NotifySocket

    init() throws {
        folder = try TemporaryFolder.made()
        socket = try NotifySocket("\(folder.path)/notify")
    }

    private func supervisor(parts: Int = 1) -> Supervisor {
        Supervisor(parts: parts, environment: ["NOTIFY_SOCKET": socket.name])
    }

    @Test func `a program is ready once its last part began`() {
        let supervisor = supervisor(parts: 3)
        supervisor.partBegan()
        supervisor.partBegan()
        #expect(socket.next() == nil)
        supervisor.partBegan()
        #expect(socket.next() == ["READY=1", "STATUS=serving"])
        #expect(socket.next() == nil)
    }

    @Test func `a socket of an abstract name is told as well`() throws {
        let abstract = try NotifySocket("@blauweknop-\(UUID().uuidString)")
        Supervisor(parts: 1, environment: ["NOTIFY_SOCKET": abstract.name]).partBegan()
        #expect(abstract.next()?.first == "READY=1")
    }

    @Test func `without a socket in the environment nobody is told`() {
        Supervisor(parts: 1, environment: ["NOTIFY_SOCKETS": socket.name]).partBegan()
        #expect(socket.next() == nil)
    }

    @Test(arguments: [false, true]) func `reading files anew has a begin and an end`(
        fails: Bool
    ) async {
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        await ProgramRun.renew(quiet, telling: supervisor()) {
            if fails { throw SetupError(.settingMissing, "expected a secret at /nowhere") }
        }
        #expect(socket.next() == ["RELOADING=1", "STATUS=reading its files anew"])
        let end = socket.next()
        #expect(end?.first == "READY=1")
        #expect(
            end?.last
                == (fails
                    ? "STATUS=serving; files not taken, those before stay in use, see the log"
                    : "STATUS=serving, files read anew"))
    }

    @Test(arguments: [
        "", "notify", "vsock:2:1234", "/nowhere/notify",
        "/" + String(repeating: "a", count: 107), "@" + String(repeating: "a", count: 107),
    ])
    func `a socket that cannot be told is passed over`(name: String) {
        #expect(!DatagramSocket.send("READY=1", to: name))
    }
}
