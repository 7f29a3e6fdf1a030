package import BlueButton
package import Transport

/// Addresses and organisations that a configuration names: their form is judged when they are read,
/// not when they are first used.
extension Settings {
    /// `listen.host` (127.0.0.1) and `listen.port`; 0 takes a free one.
    package func listenAddress(_ prefix: String = "listen") throws(SetupError) -> ServerAddress {
        let address = ServerAddress(
            host: optionalText("\(prefix).host") ?? "127.0.0.1",
            port: try number("\(prefix).port", in: 0...65_535), setting: prefix)
        guard address.isWellFormed else {
            throw SetupError(
                .settingInvalid, "expected '\(prefix).host' as a host name or an IP address")
        }
        return address
    }

    /// The full address of a server; nil where the setting is absent.
    ///
    /// - Parameter allowsLoopback: whether plain `http` on this machine will do.
    /// - Throws: `setting-invalid`.
    package func optionalWebAddress(
        _ key: String, allowsLoopback: Bool = false
    ) throws(SetupError) -> String? {
        guard let text = optionalText(key) else { return nil }
        let address = try? WebAddress(text)
        guard let address, address.isSecure || (allowsLoopback && address.isLoopback) else {
            throw SetupError(.settingInvalid, "expected '\(key)' as an https address")
        }
        return text
    }

    /// The full address of a server, which must be there.
    package func webAddress(
        _ key: String, allowsLoopback: Bool = false
    ) throws(SetupError) -> String {
        _ = try optionalWebAddress(key, allowsLoopback: allowsLoopback)
        return try text(key)
    }

    /// An organisation's number; nil where the setting is absent.
    ///
    /// - Throws: `setting-invalid`.
    package func optionalOIN(_ key: String) throws(SetupError) -> OIN? {
        guard let text = optionalText(key) else { return nil }
        return try oin(text, key)
    }

    /// Several organisations' numbers; none where the setting is absent.
    ///
    /// - Throws: `setting-invalid`.
    package func oins(_ key: String) throws(SetupError) -> [OIN] {
        var oins: [OIN] = []
        for text in texts(key) { oins.append(try oin(text, key)) }
        return oins
    }

    private func oin(_ text: String, _ key: String) throws(SetupError) -> OIN {
        do {
            return try OIN(text)
        } catch {
            throw SetupError(.settingInvalid, "\(error.message) (setting '\(key)')")
        }
    }
}
