import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import SelectiveDisclosure
import StrictJSON
import Trust

/// The documents of the story's folder made anew: right in everything but what a test alters.
///
/// Payloads are those of the real folder; what refers to another document is computed again, and
/// JOSE alone signs, so that nothing of the making code of the domain takes part. The citizen's keys
/// are new, for the story's own are gone.
struct Rebuilder {
    let real: RealFolder
    let alterations: [Alteration]
    let session: P256PrivateKey
    let holder: P256PrivateKey
    /// Whether the consent is withdrawn afterwards.
    let withdraws: Bool

    init(
        _ real: RealFolder, _ alterations: [Alteration] = [], withdraws: Bool = false
    ) throws {
        self.real = real
        self.alterations = alterations
        self.withdraws =
            withdraws || alterations.contains { $0.part == .withdrawal || $0.part == .deletion }
        session = try P256PrivateKey()
        holder = try P256PrivateKey()
    }

    /// All documents by file.
    func documents() throws -> [String: String] {
        var files: [String: String] = [:]
        let directory = try changed(.directory, real.text("directory.jwt"), by: "scheme")
        files["directory.jwt"] = directory
        files["overview.json"] = try overview(directory: Self.hash(directory))
        let request = try self.request()
        files["request.jwt"] = request
        try release(to: request, directory: Self.hash(directory), into: &files)
        return files
    }

    // MARK: Query

    private func overview(directory: JSONValue) throws -> String {
        let original = try Parts(real.text("overview.json"))
        let mandate = try Parts(original.payload.at("mandate").stringValue ?? "")
        let mandateText = try sign(
            .mandate, header: mandate.header.setting("jwk", .object(JWK(session.publicKey).json)),
            payload: mandate.payload.setting("iss", .string(JWK(session.publicKey).thumbprintURI))
                .setting("directory", directory), key: session)
        var payload = original.payload.setting("mandate", .string(mandateText))
        for (place, row) in (payload.at("sources").arrayValue ?? []).enumerated() {
            guard let text = row.at("statement").stringValue else { continue }
            let statement = try Parts(text)
            let isFirst = row.at("oin") == .string(try real.sealer("brp").oin)
            let sealer = try isFirst ? seal(.statement, else: "brp") : real.sealer("bri")
            let renewed = try sign(
                isFirst ? .statement : nil, header: Self.header(statement.header, of: sealer),
                payload: statement.payload.setting("mandate", Self.hash(mandateText))
                    .setting("iss", .string(sealer.uri)),
                key: sealer.key)
            payload = payload.setting("sources|\(place)|statement", .string(renewed))
        }
        return try jades(.overview, like: original, payload: payload, by: "service")
    }

    private func request() throws -> String {
        let original = try Parts(real.text("request.jwt"))
        guard alterations.contains(where: { $0.part == .request || $0.part == .terms }) else {
            return original.text
        }
        let entry = original.payload.at("transaction_data|0").stringValue ?? ""
        let terms = try JSONValue.parse(Base64URL.decode(entry), maximumBytes: 1 << 16)
        let encoded = Base64URL.encode(bytes(.terms, terms))
        let sealer = try seal(.request, else: "woonhaven")
        return try sign(
            .request, header: Self.header(original.header, of: sealer),
            payload: original.payload.setting("transaction_data|0", .string(encoded)),
            key: sealer.key)
    }

    // MARK: Signing

    /// A sealed compact document as it is, or altered and sealed again.
    private func changed(_ part: Part, _ text: String, by party: String) throws -> String {
        guard alterations.contains(where: { $0.part == part }) else { return text }
        let original = try Parts(text)
        let sealer = try seal(part, else: party)
        return try sign(
            part, header: Self.header(original.header, of: sealer),
            payload: original.payload.setting("iss", .string(sealer.uri)), key: sealer.key)
    }

    /// A flattened document with these contents, and a timestamp at the time of the original.
    func jades(
        _ part: Part, like original: Parts, payload: JSONValue, by party: String
    ) throws -> String {
        let sealer = try seal(part, else: party)
        let payload = payload.setting("iss", .string(sealer.uri))
        let header = Self.header(original.header, of: sealer)
            .setting("x5t#S256", .string(sealer.x5tS256))
            .setting("iat", self.payload(part, payload).at("iat"))
            .setting("cty", .string("application/vnd.blauweknop.\(part)+json"))
        let compact = try sign(part, header: header, payload: payload, key: sealer.key)
        let parts = compact.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        var object: JSONValue = [
            "payload": .string(parts[1]), "protected": .string(parts[0]),
            "signature": .string(parts[2]),
        ]
        let issued = UnixTime(seconds: original.payload.at("iat").integerValue ?? 1)
        let token = try real.token(over: Array(parts[2].utf8), at: issued + 1)
        let entry: JSONValue = [
            "sigTst": ["tstTokens": [["val": .string(Base64.encode(token))]]]
        ]
        object = object.setting("header", ["etsiU": [entry]])
        for case .member(let path, let value) in changes(of: part) {
            object = object.setting(path, value)
        }
        return object.text
    }

    /// A compact JWS over a header and a payload, both altered as the test says.
    func sign(
        _ part: Part?, header: JSONValue, payload: JSONValue, key: P256PrivateKey
    ) throws -> String {
        var header = header
        for case .header(let path, let value) in changes(of: part) {
            header = header.setting(path, value)
        }
        let input =
            Base64URL.encode(header.bytes()) + "." + Base64URL.encode(bytes(part, payload))
        return input + "." + Base64URL.encode(try key.sign(Array(input.utf8)))
    }

    /// The bytes of a payload, altered as the test says.
    func bytes(_ part: Part?, _ payload: JSONValue) -> [UInt8] {
        var bytes = self.payload(part, payload).bytes()
        for case .suffix(let text) in changes(of: part) { bytes += Array(text.utf8) }
        return bytes
    }

    func payload(_ part: Part?, _ payload: JSONValue) -> JSONValue {
        var payload = payload
        for change in changes(of: part) {
            switch change {
            case .payload(let path, let value):
                payload = payload.setting(path, value)
            case .reversed(let path):
                let list = payload.at(path).arrayValue ?? []
                payload = payload.setting(path, .array(list.reversed()))
            default: break
            }
        }
        return payload
    }

    func changes(of part: Part?) -> [Alteration.Change] {
        alterations.filter { $0.part == part }.map(\.change)
    }

    func seal(_ part: Part, else party: String) throws -> Sealer {
        for case .seal(let other) in changes(of: part) { return try real.sealer(other) }
        return try real.sealer(party)
    }

    static func header(_ header: JSONValue, of sealer: Sealer) -> JSONValue {
        header.setting("x5c", .array(sealer.x5c.map { .string($0) }))
    }

    /// The hash by which another document names this one.
    static func hash(_ text: String) throws -> JSONValue {
        .string(Base64URL.encode(SHA256.hash(utf8: try Parts(text).signed)))
    }
}

/// Header and payload of a compact or flattened JWS, and what it signs.
struct Parts {
    let text: String
    let header, payload: JSONValue
    /// `protected.payload`.
    let signed: String

    init(_ text: String) throws {
        self.text = text
        let parts: [String]
        if text.hasPrefix("{") {
            let object = try JSONValue.parse(text, maximumBytes: 32 << 20)
            parts = ["protected", "payload"].map { object.at($0).stringValue ?? "" }
        } else {
            parts = text.prefix { $0 != "~" }.split(separator: ".").prefix(2).map(String.init)
        }
        signed = parts.joined(separator: ".")
        header = try JSONValue.parse(Base64URL.decode(parts[0]), maximumBytes: 32 << 20)
        payload = try JSONValue.parse(Base64URL.decode(parts[1]), maximumBytes: 32 << 20)
    }
}
