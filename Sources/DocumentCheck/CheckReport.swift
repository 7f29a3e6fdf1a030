import BlueButton

/// Collects lines while checks are made.
struct CheckReport {
    private(set) var lines: [CheckLine] = []

    /// Makes a check and notes what came of it.
    ///
    /// - Parameter detail: what to tell of a result that holds.
    /// - Returns: the result; nil where the check does not hold.
    mutating func check<Value>(
        _ document: String, _ check: String, _ body: () throws(Refusal) -> Value,
        detail: (Value) -> String? = { _ in nil }
    ) -> Value? {
        do throws(Refusal) {
            let value = try body()
            lines.append(CheckLine(document, check, .ok, detail: detail(value)))
            return value
        } catch {
            fail(document, check, error)
            return nil
        }
    }

    mutating func fail(_ document: String, _ check: String, _ refusal: Refusal) {
        lines.append(
            CheckLine(
                document, check,
                .failed(code: refusal.code.rawValue, expected: refusal.message)))
    }

    mutating func absent(_ document: String, _ check: String, _ detail: String? = nil) {
        lines.append(CheckLine(document, check, .absent, detail: detail))
    }

    mutating func note(_ document: String, _ check: String, _ detail: String) {
        lines.append(CheckLine(document, check, .note, detail: detail))
    }
}
