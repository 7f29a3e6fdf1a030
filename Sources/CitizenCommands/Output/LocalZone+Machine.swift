import Foundation
import OpenSSL
package import PlainWords

extension LocalZone {
    /// The clocks of this machine: those of `TZ`, else of its settings.
    package static let ofMachine = LocalZone { time in
        var seconds = time_t(time.seconds)
        var parts = unsafe tm()
        guard unsafe localtime_r(&seconds, &parts) != nil else {
            return LocalZone.utc.reading(at: time)
        }
        let name = unsafe parts.tm_zone.map { unsafe String(cString: $0) }
        let ahead = unsafe Int64(parts.tm_gmtoff)
        return Reading(ahead: ahead, isUTC: ahead == 0 && name == "UTC")
    }
}
