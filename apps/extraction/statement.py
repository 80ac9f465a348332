"""Is the text's news an observing organisation's own assessment of an election? If not, why not."""

from collections.abc import Sequence

from apps.extraction.discourse import Discourse, How, Speaker
from apps.extraction.drafts import FindingDraft, OrganisationDraft
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import NotAStatement, Sentiment, Topic, Voice

MISSION_VOICES = {Voice.MISSION_QUOTE, Voice.MISSION_PARAPHRASE}


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
    observing = [one for one in sentences if _names_observers(one)]
    if not observing:
        return NotAStatement.NO_OBSERVER
    headline = reading.headline
    announced = headline is not None and headline.has("who.international")
    if not organisations and not announced:
        return NotAStatement.NO_OBSERVER
    said = [one for one in findings if one.voice in MISSION_VOICES]
    opening = sentences[: 4 if headline else 3]
    leads = any(_names_observers(one) for one in opening)
    if not said:
        return None if _announces(reading, opening, organisations) else NotAStatement.NO_ASSESSMENT
    if discourse.advocacy and not _judges_the_election(reading, said):
        return NotAStatement.NO_ASSESSMENT
    told = _told(reading, discourse, said)
    elsewhere = headline is not None and headline.has("who.other") and not headline.has("who.mission")
    leads = leads and not elsewhere
    others = sum(turn.speaker is Speaker.OTHER and turn.how is not How.INHERITED for turn in discourse.turns)
    if not leads and told < 2 and (others >= 2 * told or (elsewhere and others)):
        return NotAStatement.NO_ASSESSMENT
    heard = told >= 2 and len(observing) >= 0.1 * len(sentences)
    return None if (leads and told) or heard or told >= 0.1 * len(sentences) else NotAStatement.NO_ASSESSMENT


def _announces(reading: Reading, opening: Sequence[Sentence], organisations: tuple[OrganisationDraft, ...]) -> bool:
    """Whether a text without any clear assessment still presents a mission's findings or its verdict."""
    headline = reading.headline
    if headline and headline.has("who.international") and headline.has("pos", "neg"):
        return True
    return bool(organisations) and any(one.has("st.report") and _names_observers(one) for one in opening)


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
    return polling >= 3 or (judges and polling >= 1)


def _told(reading: Reading, discourse: Discourse, said: Sequence[FindingDraft]) -> int:
    """How many sentences give an assessment that is attributed to the mission, not only placed near it."""
    count = 0
    for sentence, turn in zip(reading.sentences, discourse.turns, strict=True):
        if turn.how is How.INHERITED and not _names_observers(sentence):
            continue
        count += any(sentence.start <= one.start < sentence.end for one in said)
    return count
