import JOSE
import OpenSSL
import StrictJSON

/// What a package carries once it is decrypted: the response to a request, closed.
///
/// Nothing in it is believed yet.
public struct PackageContent: Sendable {
    /// The plaintext is padded to a multiple of this many bytes.
    public static let blockBytes = 16_384

    /// One SD-JWT+KB per granted query.
    public let presentations: [String: String]
    public let state: String
    /// The consent as compact JWS.
    public let consent: String
    /// 128 random bits that the citizen brings to the recipient's page.
    public let confirmation: DocumentID

    public init(
        presentations: [String: String], state: String, consent: String,
        confirmation: DocumentID
    ) {
        self.presentations = presentations
        self.state = state
        self.consent = consent
        self.confirmation = confirmation
    }

    /// Reads a decrypted response.
    ///
    /// - Throws: `malformed` unless it is the closed object, padded with zeros to whole blocks.
    public init(plaintext: [UInt8]) throws(Refusal) {
        guard !plaintext.isEmpty, plaintext.count % Self.blockBytes == 0 else {
            throw Refusal(
                .malformed, "expected a plaintext of whole blocks of \(Self.blockBytes) bytes")
        }
        let reader = try refusing {
            let reader = try readObject(
                plaintext, maximumBytes: DocumentLimits.packagePlaintext)
            try reader.exactly(["vp_token", "state", "consent", "confirm", "pad"])
            let pad = try reader.string("pad")
            guard pad.utf8.count < Self.blockBytes, Padding.isZeros(pad) else {
                throw Refusal(.malformed, "expected 'pad' of the zeros that fill a block")
            }
            return reader
        }
        (presentations, state, consent, confirmation) = try refusing {
            var presentations: [String: String] = [:]
            for (id, list) in try reader.object("vp_token").members {
                let texts = try list.asArray()
                guard texts.count == 1 else {
                    throw Refusal(.malformed, "expected one presentation per query")
                }
                presentations[try QueryID.read(id, or: .malformed)] = try texts[0].asString()
            }
            return (
                presentations, try reader.string("state"), try reader.string("consent"),
                try DocumentID(try reader.string("confirm"))
            )
        }
    }

    /// The padded plaintext.
    ///
    /// - Throws: `too-large` over 384 KiB.
    public func plaintext() throws(Refusal) -> [UInt8] {
        var tokens = JSONObject()
        for (id, text) in presentations.sorted(by: { $0.key < $1.key }) {
            tokens[id] = .strings([text])
        }
        var object: JSONObject = [
            "vp_token": .object(tokens), "state": .string(state), "consent": .string(consent),
            "confirm": confirmation.json, "pad": "",
        ]
        let size = JSONValue.object(object).bytes().count
        let blocks = (size + Self.blockBytes - 1) / Self.blockBytes
        object["pad"] = .string(Padding.zeros(blocks * Self.blockBytes - size))
        let bytes = JSONValue.object(object).bytes()
        guard bytes.count <= DocumentLimits.packagePlaintext else {
            throw Refusal(.tooLarge, "expected a package of at most 384 KiB before encryption")
        }
        return bytes
    }
}
