import BlueButton
import JOSE
import OpenSSL
import ReleaseKit
import StrictJSON
import Testing
import TestPKI
import Trust

/// Timestamps of the flattened documents, and the time that counts because of them.
@Suite struct DocumentTimestampTests {
    private static let year: Int64 = 366 * 86_400
    static let demanding: [Kind] = [.registration, .receipt]
    static let accepting: [Kind] = [.overview, .deletionReceipt]

    private let documents: Documents
    private let time = Documents.time

    init() throws {
        documents = try Documents.shared.get()
    }

    private func parsed(_ kind: Kind) throws -> FlattenedJWS {
        try JAdESDocument.parse(Array(documents[kind].utf8), maximumBytes: 1 << 20)
    }

    /// The document with another unprotected header, or without.
    private func with(header: JSONValue?, _ kind: Kind) throws -> String {
        try JSONValue.parse(documents[kind], maximumBytes: 1 << 20).setting("header", header).text
    }

    /// The document with a timestamp of a time of one's choice.
    private func stamped(_ kind: Kind, at time: UnixTime) throws -> String {
        try with(header: Forge.stampHeader(over: parsed(kind).signatureText, at: time), kind)
    }

    private func token(_ kind: Kind) throws -> JSONValue {
        try Forge.stampHeader(over: parsed(kind).signatureText, at: time)
            .at("etsiU|0|sigTst|tstTokens|0|val")
    }

    // MARK: With and without

    @Test(arguments: demanding)
    func `registration and receipt do not pass without a timestamp`(kind: Kind) throws {
        expectRefusal(.timestampMissing) {
            try documents.verify(with(header: nil, kind), as: kind)
        }
    }

    @Test(arguments: accepting)
    func `overview and deletion receipt pass with and without`(kind: Kind) throws {
        try documents.verify(with(header: nil, kind), as: kind)
        try documents.verify(stamped(kind, at: time), as: kind)
    }

    @Test func `an overview tells whether it has a timestamp`() throws {
        for (text, expected) in [
            (documents[.overview], nil), (try stamped(.overview, at: time + 1), time + 1),
        ] {
            let overview = try Overview.verify(
                Array(text.utf8),
                directory: { _, _ throws(Refusal) in documents.world.directory },
                trust: documents.world.trust, at: time + 5)
            #expect(overview.timestamp?.time == expected)
        }
    }

    // MARK: Shape

    static let shapes: [Change] = [
        Change("etsiU", nil, .headerRefused), Change("etsiU", [], .headerRefused),
        Change("etsiU", [:], .headerRefused), Change("etsiU|0", nil, .headerRefused),
        Change("etsiU|0", "x", .headerRefused), Change("etsiU|+", [:], .headerRefused),
        Change("etsiU|0|x", 1, .headerRefused), Change("etsiU|0|sigTst", nil, .headerRefused),
        Change("etsiU|0|sigTst", [], .headerRefused),
        Change("etsiU|0|sigTst|canonAlg", "x", .headerRefused),
        Change("etsiU|0|sigTst|tstTokens", [], .headerRefused),
        Change("etsiU|0|sigTst|tstTokens", nil, .headerRefused),
        Change("etsiU|0|sigTst|tstTokens|+", ["val": "AAAA"], .headerRefused),
        Change("etsiU|0|sigTst|tstTokens|0|encoding", "DER", .headerRefused),
        Change("etsiU|0|sigTst|tstTokens|0|val", 1, .headerRefused),
        Change("etsiU|0|sigTst|tstTokens|0|val", nil, .headerRefused),
        Change("etsiU|0|sigTst|tstTokens|0|val", "", .timestampMalformed),
        Change("etsiU|0|sigTst|tstTokens|0|val", "AAAA", .timestampMalformed),
        Change("etsiU|0|sigTst|tstTokens|0|val", "AAA", .timestampMalformed),
        Change("etsiU|0|sigTst|tstTokens|0|val", "AB==", .timestampMalformed),
        Change("etsiU|0|sigTst|tstTokens|0|val", "M-_A", .timestampMalformed),
        Change("x", 1, .headerRefused), Change("kid", "x", .headerRefused),
    ]

    @Test(arguments: Kind.jades, shapes)
    func `a header of another shape is refused`(kind: Kind, change: Change) throws {
        let header = try Forge.stampHeader(over: parsed(kind).signatureText, at: time)
        expectRefusal(change.code) {
            try documents.verify(
                with(header: header.setting(change.path, change.value), kind), as: kind)
        }
    }

    @Test(arguments: Kind.jades)
    func `one entry twice is refused`(kind: Kind) throws {
        let header = try Forge.stampHeader(over: parsed(kind).signatureText, at: time)
        for path in ["etsiU", "etsiU|0|sigTst|tstTokens"] {
            let twice = header.setting("\(path)|+", header.at("\(path)|0"))
            expectRefusal(.headerRefused) {
                try documents.verify(with(header: twice, kind), as: kind)
            }
        }
    }

    @Test(arguments: Kind.jades)
    func `a response in the place of the token is refused`(kind: Kind) throws {
        let message = Array(try parsed(kind).signatureText.utf8)
        let response = try documents.world.pki.timeStampingUnit().respond(
            to: TimestampRequest(over: message).der, at: time)
        let header: JSONValue = [
            "etsiU": [["sigTst": ["tstTokens": [["val": .string(Base64.encode(response))]]]]]
        ]
        expectRefusal(.timestampMalformed) {
            try documents.verify(with(header: header, kind), as: kind)
        }
    }

    // MARK: Whose, over what, when

    @Test(arguments: Kind.jades)
    func `the timestamp of another document is refused`(kind: Kind) throws {
        let other = try Forge.changed(documents[kind], key: documents.key(kind), [])
        let header = try Forge.stampHeader(
            over: JAdESDocument.parse(Array(other.utf8), maximumBytes: 1 << 20).signatureText,
            at: time)
        expectRefusal(.timestampMismatch) {
            try documents.verify(with(header: header, kind), as: kind)
        }
    }

    @Test(arguments: Kind.jades)
    func `a timestamp over the signature's bytes instead of its text is refused`(
        kind: Kind
    ) throws {
        let raw = try documents.world.timestamp(over: parsed(kind).signature, at: time)
        let header: JSONValue = [
            "etsiU": [
                ["sigTst": ["tstTokens": [["val": .string(Base64.encode(raw.token.der))]]]]
            ]
        ]
        expectRefusal(.timestampMismatch) {
            try documents.verify(with(header: header, kind), as: kind)
        }
    }

    @Test(arguments: Kind.jades)
    func `a timestamp of an authority that is not trusted is refused`(kind: Kind) throws {
        let stranger = try ReleaseWorld(at: time)
        let signature = Array(try parsed(kind).signatureText.utf8)
        let foreign = try stranger.timestamp(over: signature, at: time)
        let header: JSONValue = [
            "etsiU": [
                ["sigTst": ["tstTokens": [["val": .string(Base64.encode(foreign.token.der))]]]]
            ]
        ]
        expectRefusal(.below("timestamp-untrusted")) {
            try documents.verify(with(header: header, kind), as: kind)
        }
    }

    @Test(arguments: Kind.jades)
    func `a timestamp from before the document is refused`(kind: Kind) throws {
        for early in [1, 60, 3600] as [Int64] {
            expectRefusal(.timestampTooEarly) {
                try documents.verify(stamped(kind, at: time - early), as: kind)
            }
        }
        try documents.verify(stamped(kind, at: time), as: kind)
    }

    @Test(arguments: Kind.jades)
    func `a timestamp more than sixty seconds ahead is refused`(kind: Kind) throws {
        expectRefusal(.issuedAhead) {
            try documents.verify(stamped(kind, at: time + 61), as: kind, at: time)
        }
        try documents.verify(stamped(kind, at: time + 60), as: kind, at: time)
    }

    @Test func `a timestamp is attached only to what it is of`() throws {
        let timestamp = try documents.world.timestamp(
            over: DocumentTimestamp.message(of: parsed(.overview)), at: time)
        expectRefusal(.timestampMismatch) {
            _ = try DocumentTimestamp.attach(timestamp, to: parsed(.receipt))
        }
    }

    // MARK: The time that counts

    @Test(arguments: Kind.jades)
    func `a document with a timestamp verifies years later`(kind: Kind) throws {
        let text = try stamped(kind, at: time)
        for years in [1, 2, 12, 40] as [Int64] {
            try documents.verify(text, as: kind, at: time + years * Self.year)
        }
    }

    @Test(arguments: accepting)
    func `a document without one does not`(kind: Kind) throws {
        #expect(throws: Refusal.self) {
            try documents.verify(documents[kind], as: kind, at: time + 2 * Self.year)
        }
    }

    @Test(arguments: Kind.jades)
    func `a seal that was revoked by then is refused for ever`(kind: Kind) throws {
        let authority = try documents.authority(kind)
        let leaf = try documents.sealer(kind).chain[0]
        let current = try authority.revocationLists(
            revoking: [leaf], number: 2, days: 30, at: time - 60)
        let trust = documents.world.trust
        let text = try stamped(kind, at: time)
        for now in [time, time + 12 * Self.year] {
            expectRefusal(.below("certificate-revoked")) {
                try documents.verify(
                    text, as: kind,
                    trust: trust.with(revocationLists: trust.revocationLists + current), at: now)
            }
        }
    }

    @Test(arguments: Kind.jades)
    func `a seal that was revoked afterwards keeps what it sealed before`(kind: Kind) throws {
        let authority = try documents.authority(kind)
        let leaf = try documents.sealer(kind).chain[0]
        let later = try authority.revocationLists(
            revoking: [leaf], number: 2, days: 30, at: time + 3600)
        let trust = documents.world.trust
        let lists = trust.revocationLists + later
        try documents.verify(
            stamped(kind, at: time), as: kind, trust: trust.with(revocationLists: lists),
            at: time + 7200)
        expectRefusal(.below("certificate-revoked")) {
            try documents.verify(
                stamped(kind, at: time + 3600), as: kind,
                trust: trust.with(revocationLists: lists), at: time + 7200)
        }
    }

    @Test(arguments: Kind.jades)
    func `without the lists of that time a document is refused`(kind: Kind) throws {
        let trust = documents.world.trust
        let authority = try #require(documents.world.pki.authorities[.timeStamping])
        let role = try #require(kind.role)
        let others = trust.revocationLists.filter { list in
            list.issuer != documents.world.pki.authorities[role]?.root.certificate.subject
        }
        expectRefusal(.below("revocation-unknown")) {
            try documents.verify(
                stamped(kind, at: time), as: kind, trust: trust.with(revocationLists: others))
        }
        let withoutAuthority = trust.revocationLists.filter {
            $0.issuer != authority.root.certificate.subject
        }
        expectRefusal(.below("timestamp-revocation-unknown")) {
            try documents.verify(
                stamped(kind, at: time), as: kind,
                trust: trust.with(revocationLists: withoutAuthority))
        }
    }

    @Test func `an overview's mandate is judged at the overview's timestamp`() throws {
        let ended = documents.mandate.expires
        try documents.verify(
            stamped(.overview, at: ended - 1), as: .overview, at: ended + Self.year)
        expectRefusal(.expired) {
            try documents.verify(
                stamped(.overview, at: ended), as: .overview, at: ended + Self.year)
        }
        expectRefusal(.expired) {
            try documents.verify(documents[.overview], as: .overview, at: ended)
        }
    }

    // MARK: A release

    @Test func `a release is judged at its registration's timestamp, for ever`() throws {
        let parcel = try Parcel(documents)
        for years in [0, 1, 12, 40] as [Int64] {
            let verified = try parcel.verify(at: time + years * Self.year)
            #expect(verified.registration.timestamp.time == time)
        }
    }

    @Test func `a registration stamped after the request's end is refused`() throws {
        let parcel = try Parcel(documents)
        let consent = try parcel.consent()
        let package = try parcel.sealed(consent)
        for late in [0, 1, 86_400] as [Int64] {
            let registration = try documents.applicant.registration(
                of: consent, package, stampedAt: parcel.request.expires + late)
            expectRefusal(.expired) {
                _ = try parcel.verify(
                    package, registration: registration, at: parcel.request.expires + 2 * late)
            }
        }
    }

    @Test func `a registration stamped after the attestations' end is refused`() throws {
        let (request, key) = try documents.world.request(life: 20 * 86_400)
        var parcel = try Parcel(documents, request: request)
        parcel.requestKey = key
        let consent = try parcel.consent()
        let package = try parcel.sealed(consent)
        let registration = try documents.applicant.registration(
            of: consent, package, stampedAt: time + 86_401)
        expectRefusal(.expired) {
            _ = try parcel.verify(package, registration: registration, at: time + 86_401)
        }
    }

    @Test func `a presentation far from the registration's iat is refused, stamped or not`()
        throws
    {
        var parcel = try Parcel(documents)
        parcel.storedAt = time + 301
        expectRefusal(.presentationMismatch) {
            try parcel.verify(at: time + 400)
        }
    }
}
