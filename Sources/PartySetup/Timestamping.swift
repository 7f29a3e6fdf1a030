import OpenSSL

/// Where a party gets its timestamps, as its configuration says.
package struct Timestamping: Sendable {
    /// The authority's address: `https`, or `http` on this machine.
    package let url: String
    /// The policy that is demanded, dotted; nil for any of the authority.
    package let policy: String?
    /// How long an answer is waited for that can do without a timestamp.
    package let patience: Duration
    /// TLS anchors for the authority alone, in PEM; those of the trust folder where absent.
    package let anchorsPEM: String?

    package init(
        url: String, policy: String? = nil, patience: Duration = .seconds(2),
        anchorsPEM: String? = nil
    ) {
        self.url = url
        self.policy = policy
        self.patience = patience
        self.anchorsPEM = anchorsPEM
    }
}

extension Settings {
    /// `timestamping.url`; `timestamping.policy`, an object identifier, where one is demanded;
    /// `timestamping.deadline_milliseconds`, 2000 by default; and `timestamping.anchors` (a file),
    /// where it is given.
    package func timestamping() throws(SetupError) -> Timestamping {
        let url = try webAddress("timestamping.url", allowsLoopback: true)
        let policy = optionalText("timestamping.policy")
        guard (try? TimestampRequest(over: [], policy: policy)) != nil else {
            throw SetupError(
                .settingInvalid, "expected 'timestamping.policy' as a dotted object identifier")
        }
        let anchors = "timestamping.anchors"
        return Timestamping(
            url: url, policy: policy,
            patience: .milliseconds(
                try number("timestamping.deadline_milliseconds", default: 2000, in: 100...60_000)),
            anchorsPEM: optionalText(anchors) == nil ? nil : try contents(anchors))
    }
}
