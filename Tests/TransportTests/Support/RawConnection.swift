import NIOCore
import NIOPosix

/// A TCP connection that says exactly what it is told to.
enum RawConnection {
    /// Writes the pieces, with a pause after each, and reads until the other side closes.
    static func exchange(
        port: Int, _ pieces: [String], pause: Duration = .zero
    ) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await withThrowingTaskGroup(of: String?.self) { group in
                group.addTask {
                    for piece in pieces {
                        // The other side may be gone already; what it said still counts.
                        let bytes = ByteBuffer(string: piece)
                        guard (try? await outbound.write(bytes)) != nil else { break }
                        if pause > .zero, (try? await Task.sleep(for: pause)) == nil { break }
                    }
                    return nil
                }
                group.addTask {
                    var answer = ""
                    do {
                        for try await part in inbound { answer += String(buffer: part) }
                    } catch is IOError {}
                    return answer
                }
                var answer = ""
                while let finished = try await group.next() {
                    if let finished {
                        answer = finished
                        group.cancelAll()
                    }
                }
                return answer
            }
        }
    }
}
