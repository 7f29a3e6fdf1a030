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

    @Test(arguments: [
        (";01.02.40;01.03.10;01.H\n", "01.01.20"), (";01.01.20;01.03.10;01.H\n", "01.02.40"),
        (";01.01.20;01.02.40;01.H\n", "01.03.10"), (";01.01.20;01.02.40;01.03.10\n", "01.H"),
        (";01.01.20;01.02.40;01.03.10;01.H;08.11.60\n", "08.H"),
    ]) func `a header without a column that is needed names it`(text: String, column: String) {
        let error = #expect(throws: MockPersonsError.self) { try SmallFile.read(text) }
        #expect(error?.code == .columnMissing)
        #expect(error?.message.contains(column) == true)
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
