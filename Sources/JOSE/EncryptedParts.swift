internal import OpenSSL

/// The encrypted parts of a compact JWE with direct key agreement and AES-GCM.
struct EncryptedParts: Sendable {
    /// The protected header in base64url: the additional authenticated data (RFC 7516, 5.1).
    let headerText: [UInt8]
    let iv: [UInt8]
    let ciphertext: [UInt8]
    let tag: [UInt8]

    /// The five parts as received; sizes are checked before decoding.
    init(_ slices: [ArraySlice<UInt8>]) throws(JOSEError) {
        guard slices[1].isEmpty else {
            throw Self.malformed("an empty encrypted key, as the agreed key is used directly")
        }
        guard slices[2].count == 16 else { throw Self.malformed("an iv of 12 bytes") }
        guard slices[4].count == 22 else { throw Self.malformed("a tag of 16 bytes") }
        headerText = Array(slices[0])
        iv = try Base64URL.decode(slices[2], "iv")
        ciphertext = try Base64URL.decode(slices[3], "ciphertext")
        tag = try Base64URL.decode(slices[4], "tag")
    }

    init(encrypting plaintext: [UInt8], key: [UInt8], headerText: String) throws(OpenSSLError) {
        self.headerText = Array(headerText.utf8)
        iv = try SecureRandom.bytes(12)
        (ciphertext, tag) = try AESGCM.seal(
            plaintext, key: key, iv: iv, authenticating: self.headerText)
    }

    var text: String {
        let dot = CollectionOfOne(UInt8(ascii: "."))
        var text = headerText + dot
        for part in [iv, ciphertext, tag] { text += dot + Base64URL.encodedBytes(part) }
        return String(decoding: text, as: UTF8.self)
    }

    func open(with key: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        try AESGCM.open(ciphertext, tag: tag, key: key, iv: iv, authenticating: headerText)
    }

    private static func malformed(_ expected: String) -> JOSEError {
        JOSEError(code: .malformed, message: "JWE: expected \(expected)")
    }
}
