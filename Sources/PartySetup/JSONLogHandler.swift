package import Foundation
package import Logging
import StrictJSON

/// Writes each log message as one JSON object on a line, for machines that gather logs.
///
/// Members: `time` (RFC 3339, UTC, milliseconds), `level`, `label`, `message`, and `metadata` where
/// there is some. Of an error its type is written, never its text: texts of errors that are not ours
/// could carry values.
package struct JSONLogHandler: LogHandler {
    package var logLevel: Logger.Level = .info
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let now: @Sendable () -> Date
    private let write: @Sendable (Data) -> Void

    /// - Parameter write: takes a whole line, line feed included, at a time.
    package init(
        label: String, now: @escaping @Sendable () -> Date = { Date() },
        write: @escaping @Sendable (Data) -> Void
    ) {
        self.label = label
        self.now = now
        self.write = write
    }

    /// Writes to standard error; a line that cannot be written is lost.
    package static func standardError(label: String) -> JSONLogHandler {
        JSONLogHandler(label: label) { try? FileHandle.standardError.write(contentsOf: $0) }
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var all = metadata.merging(metadataProvider?.get() ?? [:]) { _, newer in newer }
        all.merge(event.metadata ?? [:]) { _, newer in newer }
        if let error = event.error { all["error"] = "\(type(of: error))" }
        var line: JSONObject = [
            "time": .string(Self.text(of: now())), "level": .string(event.level.rawValue),
            "label": .string(label), "message": .string("\(event.message)"),
        ]
        if !all.isEmpty { line["metadata"] = Self.json(all) }
        write(Data(JSONValue.object(line).bytes() + [UInt8(ascii: "\n")]))
    }

    private static func text(of time: Date) -> String {
        time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    private static func json(_ metadata: Logger.Metadata) -> JSONValue {
        var object: JSONObject = [:]
        for (name, value) in metadata.sorted(by: { $0.key < $1.key }) { object[name] = json(value) }
        return .object(object)
    }

    private static func json(_ value: Logger.MetadataValue) -> JSONValue {
        switch value {
        case .string(let text): .string(text)
        case .stringConvertible(let value): .string("\(value)")
        case .dictionary(let metadata): json(metadata)
        case .array(let values): .array(values.map { json($0) })
        }
    }
}
