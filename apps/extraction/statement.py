"""Is the text's news an observing organisation's own assessment of an election? If not, why not."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.extraction.discourse import Discourse, How
from apps.extraction.drafts import FindingDraft, OrganisationDraft
from apps.extraction.reading import Reading, Sentence
from apps.extraction.sides import Speaker
from apps.extraction.vocabulary import NotAStatement, Sentiment, Topic, Voice

MISSION_VOICES = {Voice.MISSION_QUOTE, Voice.MISSION_PARAPHRASE}
OPENING = 4  # sentences, the headline among them, in which news is told


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a text says of observers: their findings, where they are named, and who else speaks."""

    reading: Reading
    discourse: Discourse
    organisations: tuple[OrganisationDraft, ...]
    said: tuple[FindingDraft, ...]

    @property
    def opening(self) -> list[Sentence]:
        return self.reading.sentences[: OPENING if self.reading.headline else OPENING - 1]

    @property
    def told(self) -> int:
        """How many sentences give an assessment that is attributed to the mission, not only placed near it."""
        count = 0
        for sentence, turn in zip(self.reading.sentences, self.discourse.turns, strict=True):
            if turn.how is How.INHERITED and not _names_observers(sentence):
                continue
            count += any(sentence.start <= one.start < sentence.end for one in self.said)
        return count

    @property
    def others(self) -> int:
        """How many sentences are somebody else's, said in so many words."""
        return sum(turn.speaker is Speaker.OTHER and turn.how is not How.INHERITED for turn in self.discourse.turns)


def _names_observers(sentence: Sentence) -> bool:
    return sentence.has("who.mission") or bool(sentence.starting("org."))


def why_not(
    reading: Reading,
    discourse: Discourse,
    organisations: tuple[OrganisationDraft, ...],
    findings: tuple[FindingDraft, ...],
) -> NotAStatement | None:
    """The reason why nothing is claimed from the text, or None where it is an observation statement."""
    sentences = reading.sentences
    if not sentences:
        return NotAStatement.EMPTY
    if not any(one.has("election.core", "election") for one in sentences):
        return NotAStatement.NO_ELECTION
    headline = reading.headline
    announced = headline is not None and headline.has("who.international")
    announced = announced or any(one.has("who.own") and one.has("who.mission") for one in sentences[:OPENING])
    if not any(_names_observers(one) for one in sentences) or not (organisations or announced):
        return NotAStatement.NO_OBSERVER
    said = tuple(one for one in findings if one.voice in MISSION_VOICES)
    evidence = Evidence(reading, discourse, organisations, said)
    if _only_plans(evidence):
        return NotAStatement.NO_ASSESSMENT
    return None if _assesses(evidence) else NotAStatement.NO_ASSESSMENT


def _only_plans(evidence: Evidence) -> bool:
    """Whether observing is still to come: accreditation, invitations, trainings, an election that is yet to be held."""
    plans = [one for one in evidence.reading.sentences if one.has("st.plan") and not one.has("st.report")]
    headline = evidence.reading.headline
    ahead = sum(one in plans for one in evidence.opening)
    if headline is not None and headline in plans:
        return evidence.told <= 2 and not _held(evidence)
    return ahead >= 2 and len(plans) > evidence.told and not _held(evidence)


def _held(evidence: Evidence) -> bool:
    """Whether the opening says that people have voted, or presents findings."""
    return any(one.has("st.report", "day.yesterday") for one in evidence.opening)


def _assesses(evidence: Evidence) -> bool:
    reading, said = evidence.reading, evidence.said
    if not said:
        return _announces(evidence)
    if evidence.discourse.advocacy and not _judges_the_election(reading, said):
        return False
    headline = reading.headline
    elsewhere = headline is not None and headline.has("who.other") and not headline.has("who.mission")
    leads = any(_names_observers(one) for one in evidence.opening) and not elsewhere
    told, others = evidence.told, evidence.others
    if not leads and told < 2 and (others >= 2 * told or (elsewhere and others)):
        return False
    observing = sum(_names_observers(one) for one in reading.sentences)
    heard = told >= 2 and observing >= 0.1 * len(reading.sentences)
    return (leads and told > 0) or heard or told >= 0.1 * len(reading.sentences) or _announces(evidence)


def _announces(evidence: Evidence) -> bool:
    """Whether a text without any clear assessment still presents a mission's findings or its verdict."""
    headline = evidence.reading.headline
    names = headline is not None and (headline.has("who.international") or bool(headline.starting("org.")))
    if headline and names and headline.has("pos", "neg"):
        return True
    if not evidence.organisations:
        return False
    reports = any(one.has("st.report") for one in evidence.opening)
    return reports and any(_names_observers(one) for one in evidence.opening)


def _judges_the_election(reading: Reading, said: Sequence[FindingDraft]) -> bool:
    """Whether a text of solidarity with observers also speaks of the voting or the count that they observed."""
    apart = {
        Topic.OBSERVERS_ACCESS,
        Topic.SECURITY_VIOLENCE,
        Topic.REFORM_RECOMMENDATIONS,
        Topic.POLITICAL_ENVIRONMENT_COMPETITION,
    }
    polling = sum(one.has("topic.counting_tabulation", "topic.election_day_voting") for one in reading.sentences)
    judges = any(one.topic not in apart and one.sentiment is not Sentiment.NEUTRAL for one in said)
    return polling >= 3 or (judges and polling >= 2)
