import MockPersons
import Testing

@Suite struct PersonListImportTests {
    @Test func `a regular file has no irregularities`() throws {
        let read = try SmallFile.read([
            SmallFile.person(["01.H": "51", "08.11.60": "2404KV", "08.H": "58"]),
            ["01.02.40": "Eerder", "08.11.60": "2311AA"],
        ])
        #expect(read.irregularities == [])
        #expect(read.rows == 2)
        let person = try #require(read.persons.first)
        #expect(person.first(.person)?["02.40"] == "Proef")
        #expect(person.first(.residence)?["11.60"] == "2404KV")
        #expect(person.stacks(.residence)[0].history.map { $0["11.60"] } == ["2311AA"])
    }

    @Test func `a category's own number announces another current occurrence`() throws {
        let read = try SmallFile.read([
            SmallFile.person(["05.02.40": "Een", "05.07.10": "20100101", "05.H": "55"]),
            ["05.02.40": "Een", "05.H": "05"],
            ["05.02.40": "Twee"],
        ])
        #expect(read.irregularities == [])
        #expect(read.persons[0].current(.partner).map { $0["02.40"] } == ["Een", "Twee"])
        #expect(read.persons[0].stacks(.partner)[0].history.count == 1)
    }

    @Test(arguments: [
        (
            SmallFile.person(["08.11.60": "2404KV", "08.H": "58"]),
            Irregularity.Code.pointerWithoutRow
        ),
        (SmallFile.person(["08.11.60": "2404KV", "08.H": "08"]), .pointerWithoutRow),
        (SmallFile.person(["08.11.60": "2404KV", "08.H": "o"]), .pointerUnknown),
        (SmallFile.person(["08.11.60": "2404KV", "08.H": "59"]), .pointerUnknown),
        (SmallFile.person(["08.10.30": "1994031"]), .dateMalformed),
        (SmallFile.person(["08.10.30": " "]), .dateMalformed),
        (SmallFile.person(["08.10.30": "20210230"]), .dateMalformed),
        (SmallFile.person(["08.10.30": "20211301"]), .dateMalformed),
        (SmallFile.person(["08.10.30": "00001201"]), .dateMalformed),
        (SmallFile.person(["01.01.20": ""]), .bsnMissing),
        (SmallFile.person(["01.01.20": "999000018"]), .bsnInvalid),
        (SmallFile.person(["01.01.20": "99900001"]), .bsnInvalid),
        (SmallFile.person(["06.08.10": "55"]), .pointerShifted),
    ]) func `what is irregular in a row is reported with its line`(
        row: [String: String], code: Irregularity.Code
    ) throws {
        let read = try SmallFile.read([row])
        #expect(read.persons.count == 1)
        #expect(read.irregularities.contains { $0.code == code && $0.line == 2 })
    }

    @Test func `a row that no pointer announced is an older version where a category occurs once`()
        throws
    {
        let read = try SmallFile.read([
            SmallFile.person(["08.11.60": "2404KV"]), ["08.11.60": "2311AA"],
        ])
        #expect(read.irregularities.map(\.code) == [.rowWithoutPointer])
        #expect(read.irregularities[0].line == 3)
        #expect(read.persons[0].current(.residence).count == 1)
        #expect(read.persons[0].stacks(.residence)[0].history.count == 1)
    }

    @Test(arguments: [("Twee", 2), ("Een", 1)])
    func `in a category that repeats it is another occurrence only where it is of someone else`(
        name: String, count: Int
    ) throws {
        let read = try SmallFile.read([
            SmallFile.person(["05.02.40": "Een"]), ["05.02.40": name],
        ])
        #expect(read.irregularities.map(\.code) == [.rowWithoutPointer])
        #expect(read.persons[0].current(.partner).count == count)
    }

    @Test func `a pointer that slipped into the date behind it is no death`() throws {
        let read = try SmallFile.read([
            SmallFile.person(["05.02.40": "Een", "06.08.10": "05"]), ["05.02.40": "Twee"],
        ])
        #expect(read.irregularities.map(\.code) == [.pointerShifted])
        #expect(read.persons[0].first(.death) == nil)
        #expect(read.persons[0].current(.partner).count == 2)
    }

    @Test func `a continuation before any person is left out and reported`() throws {
        let read = try SmallFile.read([["08.11.60": "2404KV"], SmallFile.person()])
        #expect(read.irregularities.map(\.code) == [.rowWithoutPerson])
        #expect(read.persons.count == 1)
    }

    @Test func `two persons with one number are both kept and reported`() throws {
        let read = try SmallFile.read([SmallFile.person(), SmallFile.person(id: "P2")])
        #expect(read.irregularities.map(\.code) == [.bsnRepeated])
        #expect(Population(read.persons).persons(bsn: SmallFile.bsn).count == 2)
    }

    @Test func `the same id twice is reported`() throws {
        let read = try SmallFile.read([
            SmallFile.person(), SmallFile.person(["01.01.20": "999000044"]),
        ])
        #expect(read.irregularities.map(\.code) == [.idRepeated])
        #expect(read.persons.count == 2)
    }

    @Test(arguments: ["P1;999000019;Jan;Proef;19800101", "P1" + String(repeating: ";", count: 20)])
    func `a row with another number of columns is reported`(row: String) throws {
        let header = SmallFile.columns.joined(separator: ";")
        let read = try SmallFile.read("\(header)\n\(row)\n")
        #expect(read.irregularities.contains { $0.code == .columnCount && $0.line == 2 })
    }

    @Test func `no report repeats a value`() throws {
        let read = try SmallFile.read([
            SmallFile.person(["01.01.20": "123123123", "08.10.30": "1994031", "08.H": "99"])
        ])
        #expect(read.irregularities.count >= 3)
        for irregularity in read.irregularities {
            #expect(!irregularity.message.contains("123123123"))
            #expect(!irregularity.message.contains("1994031"))
        }
    }
}
