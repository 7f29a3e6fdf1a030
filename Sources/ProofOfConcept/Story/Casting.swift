import BlueButton
import MockPersons

/// Chooses who the story is about.
package enum Casting {
    /// The main character of the seed.
    package static func ofSeed(root: String) throws -> StoryPerson {
        let story = try MockData.seed(root: root).stories.main
        return StoryPerson(
            name: story.name, login: .choice(story.slug), number: try BSN(story.bsn))
    }

    /// Someone from a person list file: the first who is fit to apply for a home.
    package static func ofFile(_ path: String, root: String) throws -> StoryPerson {
        let people = try MockData.persons(file: path).persons
        let data = try MockData.seed(root: root).with(people: people)
        for person in data.applicants(taxYear: Story.taxYear) {
            guard let digits = person.bsn, let number = try? BSN(digits),
                let given = person.first(.person)?["02.10"],
                let surname = person.first(.person)?["02.40"]
            else { continue }
            return StoryPerson(
                name: "\(given) \(surname)", login: .number(number), number: number)
        }
        throw StoryError(
            "expected someone in the person list file who can play the story: an adult with first "
                + "names and a home address in the Netherlands, nothing under investigation")
    }
}
