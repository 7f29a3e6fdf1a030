/// Members by type. `string` and its like demand the member; `optionalString` takes absent for
/// nil and refuses null; `nullableString` demands the member and takes null for nil.
extension JSONReader {
    // MARK: Required

    public func string(_ name: String) throws(JSONShapeError) -> String {
        try required(name, "a string").asString()
    }

    public func integer(_ name: String) throws(JSONShapeError) -> Int64 {
        try required(name, "an integer").asInteger()
    }

    public func bool(_ name: String) throws(JSONShapeError) -> Bool {
        try required(name, "a boolean").asBool()
    }

    /// A reader for a member that is an object.
    public func object(_ name: String) throws(JSONShapeError) -> JSONReader {
        let member = try required(name, "an object")
        _ = try member.asObject()
        return member
    }

    /// A reader per element of a member that is an array.
    public func array(_ name: String) throws(JSONShapeError) -> [JSONReader] {
        try required(name, "an array").asArray()
    }

    /// The texts of a member that is an array of strings.
    public func strings(_ name: String) throws(JSONShapeError) -> [String] {
        try required(name, "an array of strings").texts()
    }

    // MARK: Optional

    public func optionalString(_ name: String) throws(JSONShapeError) -> String? {
        try optional(name)?.asString()
    }

    public func optionalInteger(_ name: String) throws(JSONShapeError) -> Int64? {
        try optional(name)?.asInteger()
    }

    public func optionalBool(_ name: String) throws(JSONShapeError) -> Bool? {
        try optional(name)?.asBool()
    }

    public func optionalObject(_ name: String) throws(JSONShapeError) -> JSONReader? {
        guard let member = try optional(name) else { return nil }
        _ = try member.asObject()
        return member
    }

    public func optionalArray(_ name: String) throws(JSONShapeError) -> [JSONReader]? {
        try optional(name)?.asArray()
    }

    public func optionalStrings(_ name: String) throws(JSONShapeError) -> [String]? {
        try optional(name)?.texts()
    }

    // MARK: Nullable

    public func nullableString(_ name: String) throws(JSONShapeError) -> String? {
        try nullable(name, "a string or null")?.asString()
    }

    public func nullableInteger(_ name: String) throws(JSONShapeError) -> Int64? {
        try nullable(name, "an integer or null")?.asInteger()
    }

    public func nullableBool(_ name: String) throws(JSONShapeError) -> Bool? {
        try nullable(name, "a boolean or null")?.asBool()
    }

    public func nullableObject(_ name: String) throws(JSONShapeError) -> JSONReader? {
        guard let member = try nullable(name, "an object or null") else { return nil }
        _ = try member.asObject()
        return member
    }

    private func optional(_ name: String) throws(JSONShapeError) -> JSONReader? {
        _ = try asObject()
        return member(name)
    }

    private func nullable(_ name: String, _ expected: String) throws(JSONShapeError) -> JSONReader?
    {
        let member = try required(name, expected)
        return member.value == .null ? nil : member
    }

    private func texts() throws(JSONShapeError) -> [String] {
        var texts: [String] = []
        for element in try asArray() { texts.append(try element.asString()) }
        return texts
    }
}
