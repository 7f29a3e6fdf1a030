import BlueButton
import JOSE
import OpenSSL
import StrictJSON
import Trust

/// What an attacker does to documents.
enum Forging {
    /// The payload of a compact JWS.
    static func payload(_ text: String) throws -> JSONObject {
        let jws = try CompactJWS(text, maximumBytes: DocumentLimits.directory)
        return try JSONValue.parse(jws.payload, maximumBytes: DocumentLimits.directory)
            .objectValue ?? [:]
    }

    /// A compact JWS with another payload under its old signature.
    static func altered(_ text: String, _ change: (inout JSONObject) -> Void) throws -> String {
        var payload = try payload(text)
        change(&payload)
        var parts = text.split(separator: ".").map(String.init)
        parts[1] = Base64URL.encode(JSONValue.object(payload).bytes())
        return parts.joined(separator: ".")
    }

    /// A citizen's document with changes, signed again by a key.
    static func signed(
        _ text: String, type: String, by key: P256PrivateKey,
        _ change: (inout JSONObject) -> Void = { _ in }
    ) throws -> String {
        var payload = try payload(text)
        payload["iss"] = .string(JWK(key.publicKey).thumbprintURI)
        change(&payload)
        return try CitizenJWS.sign(payload, type: type, key: key).text
    }

    /// A sealed document with changes, sealed again.
    static func sealed(
        _ text: String, type: String, by sealer: Sealer,
        _ change: (inout JSONObject) -> Void = { _ in }
    ) throws -> String {
        var payload = try payload(text)
        if payload["iss"] != nil { payload["iss"] = .string(sealer.uri) }
        change(&payload)
        return try SealedJWS.seal(payload, type: type, by: sealer).text
    }

    /// A flattened document of any content.
    static func jades(
        _ payload: JSONObject, _ contentType: String, by sealer: Sealer
    ) throws -> FlattenedJWS {
        try JAdESDocument.seal(
            payload, identity: DocumentIdentity(issuer: sealer.uri, issuedAt: .now()),
            contentType: contentType, by: sealer)
    }

    /// A flattened document with any bytes as its timestamp, or with none.
    static func text(_ document: FlattenedJWS, token: [UInt8]?) -> String {
        var document = document
        if let token {
            document = document.withUnprotected([
                "etsiU": [["sigTst": ["tstTokens": [["val": .string(Base64.encode(token))]]]]]
            ])
        }
        return String(decoding: document.bytes(), as: UTF8.self)
    }

    /// A token or another text, encrypted to a source as citizens do.
    static func encrypted(_ text: String, to source: DirectorySource) throws -> String {
        try SealedToken.seal(text, to: source)
    }

    /// The same ciphertext with one character changed.
    static func damaged(_ jwe: String) -> String {
        var parts = jwe.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        parts[3] = (parts[3].hasPrefix("A") ? "B" : "A") + parts[3].dropFirst()
        return parts.joined(separator: ".")
    }

    /// The same ciphertext under a header that names another request's key.
    static func relabelled(
        _ jwe: String, as request: PresentationRequest
    ) throws -> SealedPackage {
        var parts = jwe.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        var header = try CompactJWE(jwe, maximumBytes: DocumentLimits.package).header
        header["kid"] = .string(request.encryptionKey.thumbprint)
        parts[0] = Base64URL.encode(JSONValue.object(header).bytes())
        return try SealedPackage(parts.joined(separator: "."))
    }

    /// Characters that steer a terminal, or turn and hide what stands around them.
    static let steering = "\u{1B}[2J\u{1B}]0;x\u{7}\u{202E}\u{2066}\u{200B}\u{9B}31m\r\n\u{2028}"

    /// Whether a text has none of them.
    static func isClean(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
    }
}
