import StrictJSON

/// The dated limits that incomes are compared with; `data/README.md` describes the file.
///
/// Only limits with a confirmed amount are kept: the others give no claim, never a `false`.
package struct IncomeLimits: Sendable, Hashable {
    /// The largest file, in bytes.
    package static let maximumBytes = 1 << 18

    /// No limits: no claims, no verdicts.
    package static let none = IncomeLimits(version: "", confirmed: [], incomeYears: [:])

    /// The file's own version, which every claim names.
    package let version: String
    /// In the file's order.
    package let confirmed: [IncomeLimit]
    /// The tax years of the incomes that are compared, by the names of all limits of the file,
    /// confirmed or not.
    let incomeYears: [String: Int]

    private init(version: String, confirmed: [IncomeLimit], incomeYears: [String: Int]) {
        self.version = version
        self.confirmed = confirmed
        self.incomeYears = incomeYears
    }

    /// Reads `{version, years: [{year, income_year, index, limits}], sources}`.
    ///
    /// Closed throughout: a misspelt member is refused, not passed over. What has a confirmed
    /// status must have a value and a source.
    ///
    /// - Throws: `LimitsFileError`.
    package init(_ bytes: [UInt8]) throws(LimitsFileError) {
        let root: JSONReader
        do throws(JSONError) {
            root = JSONReader(try JSONValue.parse(bytes, maximumBytes: Self.maximumBytes))
        } catch {
            throw LimitsFileError(.syntax, error.message)
        }
        do {
            try root.exactly(["version", "years", "sources"])
            version = try root.string("version")
            guard LimitFigure.isWord(version) else {
                throw LimitsFileError(.version, "expected a 'version' such as 2026-11-23")
            }
            let sources = try Self.sources(root.object("sources"))
            var incomeYears: [String: Int] = [:]
            var years: Set<Int> = []
            var confirmed: [IncomeLimit] = []
            for reader in try root.array("years") {
                let year = try LimitYear(reading: reader, sources: sources)
                guard years.insert(year.year).inserted else {
                    throw LimitsFileError(.duplicate, "expected the year \(year.year) once")
                }
                for name in year.names {
                    guard incomeYears.updateValue(year.incomeYear, forKey: name) == nil else {
                        throw LimitsFileError(.duplicate, "expected the limit '\(name)' once")
                    }
                }
                confirmed += year.confirmed
            }
            self.confirmed = confirmed
            self.incomeYears = incomeYears
        } catch let error as JSONShapeError {
            throw LimitsFileError(.shape, error.message)
        } catch let error as LimitsFileError {
            throw error
        } catch {
            throw LimitsFileError(.shape, "expected a file of limits")
        }
    }

    /// The names of the sources, each with a title and an https address.
    private static func sources(_ reader: JSONReader) throws -> Set<String> {
        for (name, source) in reader.members {
            try source.exactly(["title", "url"])
            let (title, url) = (try source.string("title"), try source.string("url"))
            guard !title.isEmpty, url.hasPrefix("https://") else {
                throw LimitsFileError(
                    .source, "expected a title and an https address for the source '\(name)'")
            }
        }
        return Set(reader.members.map(\.0))
    }
}
