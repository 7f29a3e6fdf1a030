import OpenSSL
import Synchronization

/// The header `Date` of answers (RFC 9110 section 6.6.1), written once in each second.
enum DateHeader {
    private static let last = Mutex<(time: UnixTime, text: String)?>(nil)

    static func text(at time: UnixTime = .now()) -> String {
        last.withLock { last in
            if let last, last.time == time { return last.text }
            let text = HTTPDate.format(time)
            last = (time, text)
            return text
        }
    }
}
