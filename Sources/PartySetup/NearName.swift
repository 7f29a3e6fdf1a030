/// The name that somebody meant who misspelt it.
package enum NearName {
    /// The nearest of some names that is a letter or two away, or fewer where the word is short.
    package static func of(_ word: String, among names: some Sequence<String>) -> String? {
        names.filter { distance(word, $0) <= min(2, word.count / 2) }
            .min { (distance(word, $0), $0) < (distance(word, $1), $1) }
    }

    /// How many letters must be put in, left out or changed to make one word of the other.
    private static func distance(_ word: String, _ other: String) -> Int {
        let letters = Array(other)
        var row = Array(0...letters.count)
        for (place, letter) in word.enumerated() {
            var before = row[0]
            row[0] = place + 1
            for (column, other) in letters.enumerated() {
                let change = before + (letter == other ? 0 : 1)
                before = row[column + 1]
                row[column + 1] = min(change, before + 1, row[column] + 1)
            }
        }
        return row[letters.count]
    }
}
