internal import NIOCore
internal import NIOHTTP1

/// One call of `OrganisationClient`, complete before any connection is chosen.
struct OrganisationCall: Sendable {
    let address: WebAddress
    let head: HTTPRequestHead
    let body: ByteBuffer?
    let peer: PeerDecision
    /// Whose slots it takes, where several stand behind one address.
    let slots: String?
    let maximumBytes: Int
    let deadline: NIODeadline

    init(
        method: HTTPMethod, url: String, headers: [(String, String)], body: [UInt8]?,
        peer: @escaping PeerDecision, slots: String?, maximumBytes: Int,
        deadline: ContinuousClock.Instant
    ) throws(TransportError) {
        let address = try WebAddress(url)
        guard address.isSecure else {
            throw TransportError(.plainRefused, "expected an https address of an organisation")
        }
        try RequestHeaders.check(headers)
        var fields = HTTPHeaders()
        fields.reserveCapacity(headers.count + 2)
        fields.add(name: "Host", value: address.hostHeader)
        if let body { fields.add(name: "Content-Length", value: String(body.count)) }
        for (name, value) in headers { fields.add(name: name, value: value) }
        self.address = address
        self.head = HTTPRequestHead(
            version: .http1_1, method: method, uri: address.target, headers: fields)
        self.body = body.flatMap { $0.isEmpty ? nil : ByteBuffer(bytes: $0) }
        self.peer = peer
        self.slots = slots
        self.maximumBytes = maximumBytes
        self.deadline = .now() + TimeAmount(deadline - .now)
    }
}
