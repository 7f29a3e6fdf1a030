import BlueButton

/// Leads a citizen through a decision: shows, asks, reacts, until it is agreed or refused.
struct DecisionTalk {
    let text: DecisionText
    let keyboard: Keyboard
    /// Shows a line.
    let say: (String) -> Void

    private var texts: Texts { text.texts }

    /// - Returns: whether the citizen agreed; `decision` then says to what.
    func lead(_ decision: inout ReleaseDecision) -> Bool {
        text.needed.forEach(say)
        text.options(decision).forEach(say)
        ask(decision)
        while decision.step == .choosing || decision.step == .confirming {
            let reaction = decision.take(keyboard.line())
            switch reaction {
            case .changed(let places): for place in places { say(text.line(place, decision)) }
            case .moved where decision.step == .choosing: text.options(decision).forEach(say)
            case .moved: break
            case .unclear: say(texts.unclear(decision.parts.count))
            }
            ask(decision, again: reaction != .moved)
        }
        return decision.step == .agreed
    }

    private func ask(_ decision: ReleaseDecision, again: Bool = false) {
        switch decision.step {
        case .choosing:
            say("")
            for line in Wrapping.lines(texts.tickQuestion(decision.parts.count)) { say(line) }
        case .confirming:
            if !again { text.summary(decision).forEach(say) }
            say("")
            say(texts.question)
            if !decision.parts.isEmpty { say(texts.orBack) }
        case .refused, .agreed: break
        }
    }
}
