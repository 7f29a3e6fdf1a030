import Testing

@testable import HousingReceiver

/// Two packages of one request in every order of arrival, confirmation, withdrawal and time: in the
/// pure model, and on the store.
struct PackageModelTests {
    /// Every model that can be reached, with where each event leads.
    private static let models: [RequestModel: [RequestModel.Event: RequestModel]] = {
        var known: [RequestModel: [RequestModel.Event: RequestModel]] = [:]
        var edge = [RequestModel()]
        while let model = edge.popLast() {
            guard known[model] == nil else { continue }
            var steps: [RequestModel.Event: RequestModel] = [:]
            for event in RequestModel.Event.allCases { steps[event] = model.after(event) }
            known[model] = steps
            edge += steps.values
        }
        return known
    }()

    @Test func `in every order at most one counts, and a withdrawal is never undone`() {
        // So that a model that can do nothing does not pass.
        #expect(Self.models.count > 100)
        #expect(
            Set(Self.models.keys.flatMap { $0.places.compactMap(\.state) })
                == Set(PackageState.allCases))
        for (model, steps) in Self.models {
            let counting = model.places.filter { $0.state == .confirmed || $0.state == .expired }
            #expect(counting.count <= 1, "\(model)")
            if !counting.isEmpty { #expect(model.request == .used, "\(model)") }
            if model.request != .open {
                #expect(!model.places.contains { $0.state == .waiting }, "\(model)")
            }
            for place in model.places where place.isWithdrawn {
                #expect(place.state == nil || place.state == .withdrawn, "\(model)")
            }
            for next in steps.values {
                for (old, new) in zip(model.places, next.places) {
                    if old.isWithdrawn { #expect(new.isWithdrawn, "\(model)") }
                    if let state = old.state, !state.hasData {
                        #expect(new.state?.hasData == false, "\(model)")
                    }
                }
            }
        }
    }

    @Test func `in the end nothing personal is left`() {
        for model in Self.models.keys where model.phase == .retentionOver {
            let swept = model.after(.sweep)
            #expect(swept?.places.contains { $0.state?.hasData == true } == false, "\(model)")
        }
    }

    @Test func `the store does in every state with every event what the model does`() async throws {
        let corporation = try await Corporation()
        var untried = Self.models.mapValues { Set($0.keys) }
        var number = 0
        while let way = Self.way(to: untried) {
            var scene = try await RequestScene(corporation, number: number)
            number += 1
            var model = RequestModel()
            var rest = way[...]
            // First to where something is untried, then on through what is.
            while let event = rest.popFirst() ?? Self.next(untried[model] ?? []) {
                untried[model]?.remove(event)
                model = try #require(Self.models[model]?[event])
                try await scene.play(event)
                let found = try await scene.model()
                try #require(found == model, "after \(event)")
                #expect(try await scene.isTrue(to: model), "after \(event) in \(model)")
            }
        }
        #expect(number > 10)
    }

    /// An event to go on with; the clock last, since there is no way back from it.
    private static func next(_ events: Set<RequestModel.Event>) -> RequestModel.Event? {
        RequestModel.Event.allCases.reversed().first { events.contains($0) && $0 != .timePasses }
            ?? events.first
    }

    /// The shortest way from the start to a model with something untried; nil where there is none.
    private static func way(
        to untried: [RequestModel: Set<RequestModel.Event>]
    ) -> [RequestModel.Event]? {
        var ways: [RequestModel: [RequestModel.Event]] = [RequestModel(): []]
        var edge = [RequestModel()][...]
        while let model = edge.popFirst() {
            let way = ways[model] ?? []
            if untried[model]?.isEmpty == false { return way }
            for (event, next) in models[model] ?? [:] where ways[next] == nil {
                ways[next] = way + [event]
                edge.append(next)
            }
        }
        return nil
    }
}
