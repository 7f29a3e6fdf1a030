internal import COpenSSL

/// OpenSSL's error queue of the current thread.
///
/// Every failed call leaves entries in it. Whoever turns a failure into an error drains it, whoever
/// turns one into `false` clears it: what stays would be blamed on a later call.
enum ErrorQueue {
    /// Empties the queue and returns OpenSSL's line for each entry, oldest first.
    ///
    /// The additional data of an entry is left out: it can quote what was being parsed.
    static func drain() -> [String] {
        var lines: [String] = []
        while true {
            let code = ERR_get_error_all(nil, nil, nil, nil, nil)
            guard code != 0 else { return lines }
            let line = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { text in
                unsafe ERR_error_string_n(code, text.baseAddress, text.count)
                return unsafe text.baseAddress.map { unsafe String(cString: $0) }
            }
            lines.append(line ?? "error \(code)")
        }
    }

    static func clear() {
        ERR_clear_error()
    }
}
