import MockPersons
import Testing

@Suite struct PersonListHeaderTests {
    @Test(arguments: [
        "", "\n", "naam;bsn\n", "01.01.20;01.02.40;01.03.10;01.H\n",
        ";01.01.20;01.02.40;01.03.10;01.H;onzin\n", ";01.01.20;01.02.40;01.03.10;01.H;14.01.10\n",
        ";01.01.20;01.02.40;01.03.10;01.H;1.01.10\n",
        ";01.01.20;01.02.40;01.03.10;01.H;;01.04.10\n",
        ";01.01.20;01.02.40;01.03.10;01.H;01.02.40\n", ";01.01.20;01.02.40;01.03.10;01.H;01.H\n",
        ";01.01.20;01.02.40;01.03.10;01.H;01.02.4x\n", ";01.01.20,01.02.40,01.03.10,01.H\n",
    ]) func `a first line that is no header is refused`(text: String) {
        let error = #expect(throws: MockPersonsError.self) { try SmallFile.read(text) }
        #expect(error?.code == .headerMalformed)
    }

    @Test func `a header without the citizen service number names it`() {
        let error = #expect(throws: MockPersonsError.self) {
            try SmallFile.read(";01.02.40;01.03.10;01.H\n")
        }
        #expect(error?.code == .columnMissing)
        #expect(error?.message.contains("01.01.20") == true)
    }

    @Test func `a file may have the number and nothing else`() throws {
        let read = try SmallFile.read(";01.01.20\nP1;\(SmallFile.bsn)\n")
        #expect(read.irregularities.isEmpty)
        #expect(read.persons.map(\.bsn) == [SmallFile.bsn])
    }

    @Test func `without pointers the rows are read by what they hold, and that is reported`() throws
    {
        let read = try SmallFile.read(
            ";01.01.20;08.11.60;09.02.10\nP1;\(SmallFile.bsn);1000AA;Ada\n;;2000BB;Ben\n")
        #expect(read.persons[0].current(.child).compactMap { $0["02.10"] } == ["Ada", "Ben"])
        #expect(read.persons[0].first(.residence)?["11.60"] == "1000AA")
        #expect(read.irregularities.map(\.code) == [.rowWithoutPointer, .rowWithoutPointer])
        #expect(read.irregularities.allSatisfy { $0.line == 3 })
    }

    @Test func `a second 06-88-10 is read as 06-88-20 and reported`() throws {
        let header = ";01.01.20;01.02.40;01.03.10;01.H;06.88.10;06.88.10;06.H\n"
        let read = try SmallFile.read(header + "P1;\(SmallFile.bsn);Proef;19800101;;a;b;\n")
        #expect(read.irregularities.map(\.code) == [.headerRepeated])
        #expect(read.irregularities[0].line == 1)
        #expect(read.persons[0].first(.death)?["88.20"] == "b")
    }

    @Test func `a file of more bytes than agreed is refused`() {
        let error = #expect(throws: MockPersonsError.self) {
            try PersonListImport.read(Array(SmallFile.text([]).utf8), maximumBytes: 20)
        }
        #expect(error?.code == .tooLarge)
    }
}
