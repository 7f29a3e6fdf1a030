/// Why a program cannot be set up from its configuration.
///
/// The message names the setting and what was expected of it, never the setting's value.
package struct SetupError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// The file is not there or cannot be read.
        case fileUnreadable = "file-unreadable"
        /// The configuration is no JSON object.
        case configurationMalformed = "configuration-malformed"
        /// A setting is missing.
        case settingMissing = "setting-missing"
        /// A setting has a value that cannot be used.
        case settingInvalid = "setting-invalid"
        /// The file has a setting that the program does not know, or the environment a variable that
        /// seems to mean one.
        case settingUnknown = "setting-unknown"
        /// A folder to write to has something in it already.
        case folderTaken = "folder-taken"
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "\(code.rawValue): \(message)" }
}
