import BlueButton
import OpenSSL

/// What the program keeps of a release: the holder key, to withdraw with, and the evidence.
///
/// No attestation and no value: those are gone once released.
struct KeptRelease: Sendable {
    let id: DocumentID
    let home: CitizenHome

    static let keyFile = "holder.key"

    private var folder: String { "releases/\(id.text)" }

    /// All releases that a home keeps.
    static func all(in home: CitizenHome) -> [KeptRelease] {
        home.names(in: "releases").compactMap { name in
            (try? DocumentID(name)).map { KeptRelease(id: $0, home: home) }
        }
    }

    func keep(
        consent: String, request: String, directory: String, package: DocumentHash,
        holderKey: P256PrivateKey, confirmation: DocumentID,
        login: DocumentHash? = nil, link: RequestLink? = nil
    ) throws {
        try home.write(KeyVault(home: home).seal(holderKey), "\(folder)/\(Self.keyFile)")
        try home.write(consent, "\(folder)/consent.jwt")
        try home.write(request, "\(folder)/request.jwt")
        try home.write(directory, "\(folder)/directory.jwt")
        try home.write(package.text, "\(folder)/package-hash")
        try home.write(confirmation.text, "\(folder)/confirm")
        if let login { try home.write(login.text, "\(folder)/login") }
        if let link { try home.write(Self.name(of: link).text, "\(folder)/link") }
    }

    private static func name(of link: RequestLink) -> DocumentHash {
        DocumentHash(ofCharacters: link.address)
    }

    /// The login under which it was given; nil where that was not kept.
    private var login: String? { (try? home.text("\(folder)/login")) ?? nil }

    /// Whether it was given on this device under another login than the one that is there now.
    ///
    /// Several people may share a home; nobody's login says anything about what nobody noted.
    var isOfOtherLogin: Bool {
        guard let login, let now = Session.login(in: home) else { return false }
        return login != now.text
    }

    /// Whether it answered the request behind a link.
    func answers(_ link: RequestLink) -> Bool {
        ((try? home.text("\(folder)/link")) ?? nil) == Self.name(of: link).text
    }

    /// Notes that the service took it.
    func taken() throws { try home.write("", "\(folder)/taken") }

    /// Whether the service said that it took it.
    var isTaken: Bool { ((try? home.text("\(folder)/taken")) ?? nil) != nil }

    /// The recipient's word that it deleted the data, as it was verified here; nil where there is
    /// none.
    var deletionReceipt: String? { (try? home.text("\(folder)/deletion-receipt.json")) ?? nil }

    /// Whether it was withdrawn on this device.
    var isWithdrawn: Bool { ((try? withdrawal()) ?? nil) != nil }

    /// The bits that confirm the release; nil on another device, or once it is confirmed.
    func confirmation() throws -> DocumentID? {
        try home.text("\(folder)/confirm").map { try DocumentID($0) }
    }

    /// The hash of the package that was released; nil on another device.
    func packageHash() throws -> DocumentHash? {
        try home.text("\(folder)/package-hash").map { try DocumentHash($0) }
    }

    /// Forgets the bits: they have done their work.
    func confirmed() { home.remove("\(folder)/confirm") }

    /// Whether this device released it.
    var isHere: Bool { !(((try? consent()) ?? nil) ?? "").isEmpty }

    /// Whether this device released it and has confirmed it.
    var isConfirmed: Bool { isHere && ((try? confirmation()) ?? nil) == nil }

    /// The withdrawal that was made here before; nil where there is none.
    func withdrawal() throws -> String? { try home.text("\(folder)/withdrawal.jwt") }

    func keep(registration: String?, receipt: String?) throws {
        if let registration { try home.write(registration, "\(folder)/registration.json") }
        if let receipt { try home.write(receipt, "\(folder)/receipt.json") }
    }

    /// The holder key; nil on another device, or when it is no longer needed.
    func holderKey() throws -> P256PrivateKey? {
        try home.text("\(folder)/\(Self.keyFile)").map { try KeyVault(home: home).open($0) }
    }

    /// Forgets a release that the service refused to take.
    func forget() { home.remove(folder) }

    func consent() throws -> String? { try home.text("\(folder)/consent.jwt") }
    func directory() throws -> String? { try home.text("\(folder)/directory.jwt") }
    func request() throws -> String? { try home.text("\(folder)/request.jwt") }

    /// Keeps the withdrawal and the answer to it, and forgets the key.
    func withdrawn(_ withdrawal: String, deletionReceipt: String?) throws {
        try home.write(withdrawal, "\(folder)/withdrawal.jwt")
        if let deletionReceipt {
            try home.write(deletionReceipt, "\(folder)/deletion-receipt.json")
            home.remove("\(folder)/\(Self.keyFile)")
        }
    }
}
