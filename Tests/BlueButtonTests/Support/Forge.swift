import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Trust

/// Documents that no program of ours would make, rightly signed.
enum Forge {
    /// Header and payload of a compact or flattened JWS.
    static func parts(_ text: String) throws -> (header: JSONValue, payload: JSONValue) {
        let header: JSONObject
        let payload: [UInt8]
        if text.hasPrefix("{") {
            let jws = try FlattenedJWS(Array(text.utf8), maximumBytes: 32 << 20)
            (header, payload) = (jws.header, jws.payload)
        } else {
            let jws = try CompactJWS(text, maximumBytes: 32 << 20)
            (header, payload) = (jws.header, jws.payload)
        }
        return (.object(header), try JSONValue.parse(payload, maximumBytes: 32 << 20))
    }

    /// A JWS over any header and any payload, flattened or compact as `like` is.
    static func signed(
        _ header: JSONValue, _ payload: [UInt8], key: P256PrivateKey, like: String
    ) throws -> String {
        let input = Base64URL.encode(header.bytes()) + "." + Base64URL.encode(payload)
        let signature = Base64URL.encode(try key.sign(Array(input.utf8)))
        guard like.hasPrefix("{") else { return "\(input).\(signature)" }
        let members = input.split(separator: ".", omittingEmptySubsequences: false)
        var flattened: JSONObject = [
            "payload": .string(String(members[1])), "protected": .string(String(members[0])),
            "signature": .string(signature),
        ]
        // What had a timestamp gets one of the new signature.
        if like.contains(#""header":"#) {
            flattened["header"] = try stampHeader(over: signature, at: Documents.time)
        }
        return JSONValue.object(flattened).text
    }

    /// The unprotected header with a timestamp over a signature.
    static func stampHeader(over signature: String, at time: UnixTime) throws -> JSONValue {
        let timestamp = try ReleaseWorld.shared.get().timestamp(
            over: Array(signature.utf8), at: time)
        let value = JSONValue.string(Base64.encode(timestamp.token.der))
        return ["etsiU": [["sigTst": ["tstTokens": [["val": value]]]]]]
    }

    /// The same document with changes to its payload, signed again.
    ///
    /// Where the header repeats `iat`, it follows the payload's.
    static func changed(
        _ text: String, key: P256PrivateKey, _ changes: [(String, JSONValue?)]
    ) throws -> String {
        var (header, payload) = try parts(text)
        for (path, value) in changes { payload = payload.setting(path, value) }
        if header.at("iat") != .null { header = header.setting("iat", payload.at("iat")) }
        return try signed(header, payload.bytes(), key: key, like: text)
    }

    /// The same document with changes to its protected header, signed again.
    static func changedHeader(
        _ text: String, key: P256PrivateKey, _ changes: [(String, JSONValue?)]
    ) throws -> String {
        var (header, payload) = try parts(text)
        for (path, value) in changes { header = header.setting(path, value) }
        return try signed(header, payload.bytes(), key: key, like: text)
    }

    /// The same header over other bytes, signed again.
    static func over(_ payload: [UInt8], like text: String, key: P256PrivateKey) throws -> String {
        try signed(try parts(text).header, payload, key: key, like: text)
    }
}
