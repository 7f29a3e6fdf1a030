/// One named step of a schema. Steps are only ever added; one that was released never changes.
package struct SchemaStep: Sendable {
    /// The name under which the database remembers that the step was made.
    package let name: String
    /// The statements of the step.
    package let sql: String

    package init(_ name: String, sql: String) {
        self.name = name
        self.sql = sql
    }
}
