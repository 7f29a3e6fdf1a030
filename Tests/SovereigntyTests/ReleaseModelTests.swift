import Sovereignty
import Testing

/// Every interleaving of a release's delivery and withdrawal, exhaustively.
struct ReleaseModelTests {
    /// Every model that can be reached, with those that one step leads to.
    private static func explore(isGated: Bool) -> [ReleaseModel: Set<ReleaseModel>] {
        let start = ReleaseModel(isGated: isGated)
        var known: [ReleaseModel: Set<ReleaseModel>] = [:]
        var edge = [start]
        while let model = edge.popLast() {
            guard known[model] == nil else { continue }
            let next = Set(model.steps)
            known[model] = next
            edge += next.filter { known[$0] == nil }
        }
        return known
    }

    @Test(arguments: [true, false])
    func `in every interleaving what is told is true`(isGated: Bool) {
        let models = Self.explore(isGated: isGated)
        // So that a model that can do nothing does not pass.
        #expect(models.count > 1000)
        #expect(Set(models.keys.map(\.state)) == Set(ReleaseState.allCases))
        for model in models.keys {
            #expect(!model.wasMarkedAfterWithdrawal, "\(model)")
            if isGated { #expect(!model.wasSentAfterWithdrawal, "\(model)") }
            if model.state == .stopped {
                #expect(!model.wasMarked && !model.wasMarkedAtWithdrawal, "\(model)")
                #expect(model.recipient == .nothing && !model.packageOnWay, "\(model)")
            }
            if model.state == .delivered { #expect(model.hasReceipt, "\(model)") }
            if model.state == .expired { #expect(!model.wasMarked, "\(model)") }
            if model.state == .deleted {
                #expect(model.recipient == .deleted, "\(model)")
            }
            if model.state == .kept { #expect(model.recipient == .withdrawal, "\(model)") }
        }
    }

    @Test(arguments: [true, false])
    func `no step undoes a withdrawal, a receipt or a deletion`(isGated: Bool) {
        for (model, steps) in Self.explore(isGated: isGated) {
            for next in steps {
                if model.state.isWithdrawn { #expect(next.state.isWithdrawn, "\(model)") }
                if model.hasReceipt { #expect(next.hasReceipt, "\(model)") }
                if model.recipient == .deleted || model.recipient == .withdrawal {
                    #expect(next.recipient == model.recipient, "\(model)")
                }
            }
        }
    }

    /// A release that was acknowledged is never lost: from wherever it got to there is a way to an
    /// end in which service and recipient agree, and where nothing can happen any more they do.
    @Test(arguments: [true, false])
    func `from every interleaving there is a way to an end that both agree on`(isGated: Bool) {
        let models = Self.explore(isGated: isGated)
        func isAgreed(_ model: ReleaseModel) -> Bool {
            guard !model.state.hasWork, !model.packageOnWay, !model.withdrawalOnWay else {
                return false
            }
            return switch model.recipient {
            case .package: model.state == .delivered || model.state == .unanswered
            case .nothing: !model.hasReceipt && model.state != .delivered
            case .withdrawal, .deleted: model.state.isWithdrawn
            }
        }
        var good = Set(models.keys.filter(isAgreed))
        var before: [ReleaseModel: [ReleaseModel]] = [:]
        for (model, steps) in models {
            for next in steps { before[next, default: []].append(model) }
        }
        var edge = Array(good)
        while let model = edge.popLast() {
            for earlier in before[model] ?? [] where good.insert(earlier).inserted {
                edge.append(earlier)
            }
        }
        #expect(models.keys.allSatisfy { good.contains($0) })
        for (model, steps) in models where steps.isEmpty {
            #expect(isAgreed(model), "\(model)")
        }
    }

    @Test func `without the gate a receipt can cross a withdrawal, and is kept`() {
        let models = Self.explore(isGated: false)
        #expect(models.keys.contains { $0.state == .forwarded && $0.hasReceipt })
        #expect(models.keys.contains { $0.wasSentAfterWithdrawal })
    }
}
