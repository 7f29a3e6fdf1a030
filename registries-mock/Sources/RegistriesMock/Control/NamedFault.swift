/// The faults that have a name: what a tester sets without knowing their members.
package enum NamedFault: String, CaseIterable, Sendable {
    /// Slower than anyone waits.
    case slow
    /// Slower by up to a third of a second, another time for each request.
    case spread
    case refuse
    case reset
    case drip
    case cut
    case contentType = "content-type"
    case garbage
    case wrongShape = "wrong-shape"
    case status
    case silent

    package var fault: Fault {
        var fault = Fault()
        switch self {
        case .slow: fault.delay = 60_000
        case .spread: fault.spread = 300
        case .refuse: fault.refuse = true
        case .reset: fault.reset = true
        case .drip: fault.drip = true
        case .cut: fault.close = true
        case .contentType: fault.contentType = "text/html"
        case .garbage: fault.garbage = true
        case .wrongShape: fault.shape = true
        case .status: fault.status = 503
        case .silent: fault.silent = true
        }
        return fault
    }

    /// What it does, in a few words.
    package var explanation: String {
        switch self {
        case .slow: "answers after a minute"
        case .spread: "answers up to 0.3 seconds later"
        case .refuse: "takes no connection"
        case .reset: "resets the connection halfway the answer"
        case .drip: "answers at one byte a second"
        case .cut: "ends the answer halfway"
        case .contentType: "answers as text/html"
        case .garbage: "answers with what is no JSON"
        case .wrongShape: "answers with JSON that is of another shape"
        case .status: "answers 503"
        case .silent: "takes the request and says nothing"
        }
    }
}
