import BlueButton
import OpenSSL
import StrictJSON

/// A login: the session key and the tokens that are bound to it.
///
/// The program reads no access token; it knows how long each is good because the provider said so.
struct Session: Sendable {
    /// An access token and when it ends.
    struct Token: Sendable {
        let text: String
        let expires: UnixTime
    }

    let key: P256PrivateKey
    /// The citizen at the sources, from the ID token.
    let sourcesSubject: String
    let tokenAddress: String
    let revocationAddress: String
    var service: Token
    var sources: Token?
    /// Rotates with every use.
    var refreshToken: String

    init(
        key: P256PrivateKey, sourcesSubject: String, tokenAddress: String,
        revocationAddress: String, service: Token, refreshToken: String
    ) {
        self.key = key
        self.sourcesSubject = sourcesSubject
        self.tokenAddress = tokenAddress
        self.revocationAddress = revocationAddress
        self.service = service
        self.refreshToken = refreshToken
    }

    static let file = "session.json"

    /// Who is logged in, as a hash that stands beside what they gave; nil where nobody is.
    ///
    /// The sources' subject is constant per person. It takes no key.
    static func login(in home: CitizenHome) -> DocumentHash? {
        guard let subject = try? home.json(file)?.string("sources_subject") else { return nil }
        return DocumentHash(ofCharacters: "blauweknop-login\n" + subject)
    }

    /// What ends a session at the provider; it takes no key.
    struct Ending: Sendable {
        let revocationAddress: String
        let refreshToken: String

        /// Reads it from a home; nil where there is no session.
        ///
        /// - Throws: `session-damaged`.
        init?(home: CitizenHome) throws {
            guard let reader = try Session.undamaged({ try home.json(Session.file) }) else {
                return nil
            }
            (revocationAddress, refreshToken) = try Session.undamaged {
                (try reader.string("revocation_endpoint"), try reader.string("refresh_token"))
            }
        }
    }

    /// Reads the session of a home; nil where there is none.
    ///
    /// - Throws: `session-damaged` for a file that is not as it was written.
    init?(home: CitizenHome) throws {
        guard let reader = try Self.undamaged({ try home.json(Self.file) }) else { return nil }
        self = try Self.undamaged { try Session(reading: reader, in: home) }
    }

    private init(reading reader: JSONReader, in home: CitizenHome) throws {
        let stored = try reader.string("key")
        key = try KeyVault(home: home).open(stored)
        sourcesSubject = try reader.string("sources_subject")
        tokenAddress = try reader.string("token_endpoint")
        revocationAddress = try reader.string("revocation_endpoint")
        service = try Self.token(reader.object("service"))
        sources = try reader.optionalObject("sources").map { try Self.token($0) }
        refreshToken = try reader.string("refresh_token")
    }

    func save(to home: CitizenHome) throws {
        var json: JSONObject = [
            "key": .string(try KeyVault(home: home).seal(key)),
            "sources_subject": .string(sourcesSubject),
            "token_endpoint": .string(tokenAddress),
            "revocation_endpoint": .string(revocationAddress),
            "service": Self.json(service), "refresh_token": .string(refreshToken),
        ]
        if let sources { json["sources"] = Self.json(sources) }
        try home.write(JSONValue.object(json).text + "\n", Self.file)
    }

    private static func undamaged<Value>(_ read: () throws -> Value) throws -> Value {
        do {
            return try read()
        } catch let error as CitizenError where error.code != "key-damaged" {
            throw error
        } catch {
            throw CitizenError.sessionDamaged
        }
    }

    private static func token(_ reader: JSONReader) throws -> Token {
        Token(
            text: try reader.string("token"),
            expires: UnixTime(seconds: try reader.integer("expires")))
    }

    private static func json(_ token: Token) -> JSONValue {
        ["token": .string(token.text), "expires": .integer(token.expires.seconds)]
    }
}
