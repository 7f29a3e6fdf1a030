import Foundation
import Synchronization

/// What systemd is told of a program that runs under a unit of `Type=notify` (sd_notify(3)).
///
/// It names a socket in `NOTIFY_SOCKET`; without one nobody is told. What cannot be told is passed
/// over: a program that serves does not end for it.
package final class Supervisor: Sendable {
    private let socket: String?
    /// How many parts are still to begin.
    private let missing: Mutex<Int>

    /// - Parameter parts: how many parts make the program ready: its servers, and what hears
    ///   SIGHUP, which would end it before.
    package init(
        parts: Int, environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        socket = environment["NOTIFY_SOCKET"]
        missing = Mutex(parts)
    }

    /// A part of the program began its work; with the last one the program is ready.
    package func partBegan() {
        let isLast = missing.withLock {
            $0 -= 1
            return $0 == 0
        }
        if isLast { tell("READY=1\nSTATUS=serving") }
    }

    /// The program begins to read its files anew.
    func isReloading() { tell("RELOADING=1\nSTATUS=reading its files anew") }

    /// It did; what `systemctl status` shows then.
    func reloaded(_ status: String) { tell("READY=1\nSTATUS=\(status)") }

    private func tell(_ state: String) {
        if let socket { _ = DatagramSocket.send(state, to: socket) }
    }
}
