import Foundation

/// The platform's local datagram sockets (unix(7)): sends one message.
enum DatagramSocket {
    /// Sends to the socket at a path, or of an abstract name where that begins with `@`; false
    /// where nobody took it.
    static func send(_ message: String, to name: String) -> Bool {
        var (address, bytes) = (sockaddr_un(), Array(name.utf8))
        guard let first = name.first, "/@".contains(first),
            bytes.count < MemoryLayout.size(ofValue: address.sun_path)
        else { return false }
        // A path ends with a zero, an abstract name begins with one.
        if first == "@" { bytes[0] = 0 } else { bytes.append(0) }
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) {
            unsafe $0.copyBytes(from: bytes)
        }
        let kind = SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue
        let descriptor = socket(AF_UNIX, Int32(kind), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let text = Array(message.utf8)
        let sent = unsafe withUnsafePointer(to: address) { place in
            unsafe place.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe sendto(descriptor, text, text.count, 0, $0, length)
            }
        }
        return sent == text.count
    }
}
