"""What a clause is about: its topics, best first."""

from collections import defaultdict
from collections.abc import Sequence

from apps.extraction.pieces import Clause
from apps.extraction.reading import Sentence
from apps.extraction.sections import Section
from apps.extraction.vocabulary import Topic

MANY = 3  # ratings of a clause that make its subject its topic
_FLAT = 0.35
_SUBJECT = 0.8  # what the first topic of a clause counts beside its nearness to a rating
_BEFORE = 0.2  # what the assessment just before counts, in the same paragraph
_SCENE = 2.0  # what polling stations around a flaw count
_SECTION = 0.8  # what a heading counts beside the words of the clause itself
_WEIGHTS = {
    Topic.OVERALL: 0.7,
    Topic.ELECTION_DAY_VOTING: 0.7,
    Topic.SECURITY_VIOLENCE: 0.85,
    Topic.REFORM_RECOMMENDATIONS: 0.7,
    Topic.ELECTION_ADMINISTRATION: 0.8,
    Topic.POLITICAL_ENVIRONMENT_COMPETITION: 0.85,
    Topic.COMPLAINTS_APPEALS: 0.85,
    Topic.CANDIDATE_REGISTRATION: 1.2,
    Topic.OBSERVERS_ACCESS: 1.2,
    Topic.MINORITIES: 1.3,
    Topic.PUBLIC_HEALTH: 1.4,
    Topic.PARTICIPATION_OF_WOMEN: 1.6,
    Topic.ACCESSIBILITY: 1.6,
}


def topics_of(
    sentence: Sentence, clause: Clause, section: Section, before: Sequence[Topic] = (), *, at_stations: bool = False
) -> list[Topic]:
    """The clause's topics, best first: its subject, nearness to the words of rating, heading, what went before."""
    scores: dict[Topic, float] = defaultdict(float)
    anchors = [one.hit for one in clause.live] or [one.hit for one in clause.rated]
    muted = [hit.last for hit in sentence.of("mute") if clause.first <= hit.first]
    muted += [one.hit.first for one in clause.rated if one.muted and len(anchors) < len(clause.rated)]
    seen: set[tuple[Topic, int]] = set()
    first = min((hit.first for hit in clause.topics if hit.label != "topic.overall"), default=-1)
    for hit in sorted(clause.topics, key=lambda one: one.first - one.last):
        topic = Topic(hit.label.partition(".")[2])
        if any((topic, place) in seen for place in range(hit.first, hit.last)):
            continue
        seen |= {(topic, place) for place in range(hit.first, hit.last)}
        gap = min((max(hit.first - one.last, one.first - hit.last, 0) for one in anchors), default=0)
        gap += 4 * any(place <= hit.first for place in muted)
        near = _FLAT + 1.0 / (1 + 0.35 * gap) + _SUBJECT * (hit.first == first)
        scores[topic] += _WEIGHTS.get(topic, 1.0) * near * (1 + 0.1 * (hit.last - hit.first))
    subject = min(clause.topics, key=lambda hit: hit.first).label if clause.topics else ""
    if subject == "topic.overall" and sum(not one.weak for one in clause.live) >= MANY:
        scores[Topic.OVERALL] += 1.0  # "the vote was free, open and fair" judges the whole
    named = any(hit.label != "topic.overall" for hit in clause.topics)
    if at_stations and not named and any(clause.first <= hit.first < clause.last for hit in sentence.of("breach")):
        scores[Topic.ELECTION_DAY_VOTING] += _SCENE  # "they visited 22 stations. No violations were noticed"
    for place, topic in enumerate(section.topics[:3]):
        scores[topic] += _SECTION / (1 + place)
    for place, topic in enumerate(before[:1]):
        scores[topic] += _BEFORE / (1 + place) * _WEIGHTS.get(topic, 1.0)
    return sorted(scores, key=lambda topic: (-scores[topic], topic))
