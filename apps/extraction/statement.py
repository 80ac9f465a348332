"""Is the text's news an observing organisation's own assessment of an election? If not, why not."""

from apps.extraction.discourse import Discourse, How, Speaker
from apps.extraction.drafts import FindingDraft, OrganisationDraft
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import NotAStatement, Voice

MISSION_VOICES = {Voice.MISSION_QUOTE, Voice.MISSION_PARAPHRASE}


def _names_observers(sentence: Sentence) -> bool:
    return sentence.has("who.mission") or bool(sentence.starting("org."))


def why_not(
    reading: Reading, discourse: Discourse, organisations: tuple[OrganisationDraft, ...], findings: tuple[FindingDraft, ...]
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
    said = [one for one in findings if one.voice in MISSION_VOICES]
    opening = sentences[: 4 if reading.headline else 3]
    leads = any(_names_observers(one) for one in opening)
    if not said:
        reports = leads and bool(organisations) and any(one.has("st.report") for one in opening)
        return None if reports else NotAStatement.NO_ASSESSMENT
    share = len(observing) / len(sentences)
    if leads or len(said) >= 3 or (len(said) >= 2 and share >= 0.15):
        return None
    return NotAStatement.NO_ASSESSMENT


def speaks_directly(discourse: Discourse) -> bool:
    """Whether any sentence is attributed to a mission rather than taken for its words by position."""
    return any(turn.speaker is Speaker.MISSION and turn.how is not How.INHERITED for turn in discourse.turns)
