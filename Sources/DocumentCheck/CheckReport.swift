import BlueButton

/// Collects lines while checks are made.
struct CheckReport {
    private(set) var lines: [CheckLine] = []

    /// Makes a check and notes what came of it.
    ///
    /// - Parameter detail: what to tell of a result that holds.
    /// - Returns: the result; nil where the check does not hold.
    mutating func check<Value>(
        _ document: String, _ check: CheckName, _ body: () throws(Refusal) -> Value,
        detail: (Value) -> LocalizedText? = { _ in nil }
    ) -> Value? {
        do throws(Refusal) {
            let value = try body()
            holds(document, check.words, detail(value))
            return value
        } catch {
            fail(document, check, error)
            return nil
        }
    }

    /// Notes what was found to hold.
    mutating func holds(
        _ document: String, _ check: LocalizedText, _ detail: LocalizedText? = nil
    ) {
        lines.append(CheckLine(document, check, .ok, detail: detail))
    }

    mutating func fail(_ document: String, _ check: CheckName, _ refusal: Refusal) {
        lines.append(
            CheckLine(
                document, check,
                .failed(code: refusal.code.rawValue, expected: refusal.message)))
    }

    mutating func absent(
        _ document: String, _ check: CheckName, _ detail: LocalizedText? = nil
    ) {
        lines.append(CheckLine(document, check, .absent, detail: detail))
    }

    mutating func note(_ document: String, _ check: LocalizedText, _ detail: LocalizedText) {
        lines.append(CheckLine(document, check, .note, detail: detail))
    }
}
