public import JOSE
public import OpenSSL
import StrictJSON

/// A proof of possession of the session key for one request (RFC 9449), verified.
public struct DPoPProof: Sendable {
    static let type = "dpop+jwt"
    /// How far `iat` may lie from now, in seconds, either way.
    public static let window: Int64 = 60

    /// The key that made the proof.
    public let key: JWK
    /// The proof's number, for the replay memory.
    public let id: String
    public let issuedAt: UnixTime
    /// The server's nonce that the proof repeats.
    public let nonce: String?

    /// Makes a proof for one request.
    ///
    /// - Parameters:
    ///   - address: the request's address; query and fragment are left out (`htu`).
    ///   - accessToken: the token that goes with it, if one does (`ath`).
    public static func make(
        method: String, address: String, accessToken: String?, nonce: String?,
        key: P256PrivateKey, at time: UnixTime
    ) throws(Refusal) -> String {
        var payload: JSONObject = [
            "jti": try DocumentID().json, "htm": .string(method),
            "htu": .string(target(of: address)), "iat": .time(time),
        ]
        if let accessToken {
            payload["ath"] = DocumentHash(ofCharacters: accessToken).json
        }
        if let nonce { payload["nonce"] = .string(nonce) }
        return try CitizenJWS.sign(payload, type: type, key: key).text
    }

    /// Verifies a proof for the request that it came with (RFC 9449 section 4.3).
    ///
    /// Replay and nonces are the server's memory to tell.
    ///
    /// - Throws: `proof-refused`.
    public static func verify(
        _ text: String, method: String, address: String, accessToken: String, at time: UnixTime
    ) throws(Refusal) -> DPoPProof {
        let proof: CitizenJWS
        do {
            proof = try CitizenJWS.verify(text, type: type, maximumBytes: DocumentLimits.proof)
        } catch {
            throw Refusal(.proofRefused, "expected a DPoP proof signed with ES256")
        }
        do {
            return try DPoPProof(
                proof, method: method, address: address, accessToken: accessToken, at: time)
        } catch let refusal as Refusal where refusal.code == .proofRefused {
            throw refusal
        } catch {
            throw Refusal(.proofRefused, "expected a DPoP proof as in RFC 9449")
        }
    }

    private init(
        _ proof: CitizenJWS, method: String, address: String, accessToken: String,
        at time: UnixTime
    ) throws {
        let payload = proof.payload
        guard isSame(try payload.string("htm"), method),
            isSame(try payload.string("htu"), Self.target(of: address))
        else {
            throw Refusal(.proofRefused, "expected a DPoP proof for this method and address")
        }
        guard try payload.hash("ath") == DocumentHash(ofCharacters: accessToken) else {
            throw Refusal(.proofRefused, "expected a DPoP proof for this access token")
        }
        issuedAt = try payload.time("iat")
        guard abs(issuedAt.seconds - time.seconds) <= Self.window else {
            throw Refusal(.proofRefused, "expected a DPoP proof made within the last minute")
        }
        id = try payload.string("jti")
        guard (16...128).contains(id.utf8.count) else {
            throw Refusal(.proofRefused, "expected a DPoP proof with a 'jti' of its own")
        }
        nonce = try payload.optionalString("nonce")
        key = proof.key
    }

    private static func target(of address: String) -> String {
        String(address.prefix { $0 != "?" && $0 != "#" })
    }
}
