internal import Foundation

/// A socket as systemd has one for what a unit of `Type=notify` tells.
package final class NotifySocket: Sendable {
    /// What `NOTIFY_SOCKET` says.
    package let name: String
    private let descriptor: Int32

    /// - Parameter name: a path, or an abstract name behind `@`.
    package init(_ name: String) throws {
        self.name = name
        let kind = SOCK_DGRAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        descriptor = socket(AF_UNIX, Int32(kind), 0)
        var (address, bytes) = (sockaddr_un(), Array(name.utf8))
        if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 } else { bytes.append(0) }
        guard bytes.count <= MemoryLayout.size(ofValue: address.sun_path) else {
            throw POSIXError(.ENAMETOOLONG)
        }
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) {
            unsafe $0.copyBytes(from: bytes)
        }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let bound = unsafe withUnsafePointer(to: address) { place in
            unsafe place.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, length)
            }
        }
        guard bound == 0 else { throw POSIXError(.EADDRINUSE) }
    }

    deinit { close(descriptor) }

    /// The next message that came, its lines; nil where none did.
    package func next() -> [String]? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe recv(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return String(decoding: bytes[..<count], as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }

    /// The next message, waited for; nil where none came.
    package func next(within patience: Duration) async throws -> [String]? {
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            if let message = next() { return message }
            try await Task.sleep(for: .milliseconds(20))
        }
        return nil
    }
}
