"""The rules that make drafts: each id with one sentence on what it does, shown beside a proposal."""

RULES: dict[str, str] = {
    "country.vote": "The country that is named most often and nearest to the election.",
    "region.name": "A region or city of the country where the election was held.",
    "date.written": "A written day beside words for the election, rather than the text's own date.",
    "date.relative": "A day such as Sunday or yesterday beside words for the election, counted from the text's date.",
    "election.type": "A kind of election that the text names often or early.",
    "organisation.observes": "A known organisation named where the text speaks of observing or of a mission's words.",
    "organisation.presented": "A group named in full with its short name in brackets, whose name speaks of elections.",
    "person.capital_run": "Two or more capitalised words that are no place or body, with an office or a given name.",
    "quantity.measure": "A number with the word that it counts, read in the light of its sentence.",
    "quantity.part_of": "Two numbers joined by a word for a part, such as 13 of 17 regions.",
    "promise.counted": "A report promised within a counted number of weeks, months or days.",
    "promise.vague": "A report promised without a day.",
    "finding.lexicon": "A clause attributed to the mission that holds words of praise or blame and a topic.",
    "finding.structure": "A clause attributed to the mission that speaks of the election without words of rating.",
    "finding.other_party": "A clause attributed to somebody other than the mission that judges the election.",
    "finding.headline": "The headline's own verdict, which the body does not bear out.",
    "recommendation.verb": "A clause in which the mission says what should change.",
    "headline.against_body": "The headline's verdict held against all that the body attributes to the mission.",
}
