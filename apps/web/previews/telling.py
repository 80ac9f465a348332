"""What the preview of each kind of page says, in the reader's language; quoted words stay in their own."""

from typing import Final

from django.utils.translation import gettext

from apps.elections.models import Election
from apps.findings.choices import Sentiment, Topic, Voice
from apps.findings.models import AnyClaim, Figure, Finding
from apps.missions.models import Mission
from apps.statements.models import Statement
from apps.web import selectors, wording
from apps.web.citation import QUOTATION_MARKS
from apps.web.comparison import differ
from apps.web.previews.drawing import Preview
from apps.web.selectors import lead_quote

NAMES_SHOWN: Final = 6
WORDS_SHOWN: Final = 400


def of_election(election: Election) -> Preview:
    """The election, on what its missions differ, and who they are. No counts: out of the page they would be a score."""
    missions = list(selectors.missions(election=election))
    return Preview(
        kicker=" · ".join([*wording.type_labels(election), *_status(election)]),
        words=wording.place_and_day(election),
        lines=tuple(filter(None, (_names(missions), _differing(election)))),
    )


def of_mission(mission: Mission) -> Preview:
    return Preview(
        kicker=wording.place_and_day(mission.election),
        words=str(mission.organisation),
        lines=(str(mission.get_format_display()), gettext("What it said, in its words")),
    )


def of_statement(statement: Statement) -> Preview:
    day = wording.day_text(statement.published_on) if statement.published_on else ""
    return Preview(
        kicker=" · ".join(filter(None, (str(statement.get_kind_display()), day))),
        words=statement.title,
        lines=tuple(filter(None, (str(statement.publisher) if statement.publisher else "",))),
        warning=_warning(is_retold=statement.is_retold),
    )


def of_claim(claim: AnyClaim) -> Preview:
    """Whose claim, the words, and in whose voice they are; quotation marks only around a mission's own words."""
    quote = lead_quote(claim)
    words = " ".join(quote.exact.split())[:WORDS_SHOWN] if quote else claim.summary_text
    is_retold = quote is not None and quote.version.statement.is_retold
    if claim.voice == Voice.MISSION_QUOTE and not is_retold:
        words = QUOTATION_MARKS[wording.reader_language()] % words
    sentiment = [Sentiment(claim.sentiment)] if isinstance(claim, Finding) else []
    figure = [f"{claim.get_measure_display()}: {wording.figure_text(claim)}"] if isinstance(claim, Figure) else []
    about = [] if figure else [str(claim.get_topic_display() if hasattr(claim, "get_topic_display") else claim)]
    return Preview(
        kicker=f"{claim.mission.organisation}, {wording.place_and_day(claim.mission.election)}",
        words=words,
        marks=tuple((tone, str(tone.label)) for tone in sentiment),
        lines=(" · ".join([*figure, *about, str(wording.VOICE_SHORT[Voice(claim.voice)])]),),
        warning=_withdrawn() if claim.is_withdrawn else _warning(is_retold=is_retold) or _without_text(claim),
    )


def _status(election: Election) -> list[str]:
    return [] if election.status == "held" else [str(election.get_status_display())]


def _names(missions: list[Mission]) -> str:
    if not missions:
        return ""
    names = list(dict.fromkeys(str(mission.organisation) for mission in missions))
    more = len(names) - NAMES_SHOWN
    shown = ", ".join(names[:NAMES_SHOWN])
    return f"{shown} +{more}" if more > 0 else shown


def _differing(election: Election) -> str:
    """On which topics missions point in different directions; where on none, what the page is."""
    said = selectors.differences([election])
    topics = [str(topic.label) for topic in Topic if differ(said.get((election.pk, topic), []))]
    if not topics:
        return gettext("What observers said, side by side, in their words")
    return gettext("The missions differ on: %(topics)s") % {"topics": "; ".join(topics)}


def _warning(*, is_retold: bool) -> str:
    return gettext("Retold for demonstration: these are not anybody’s words.") if is_retold else ""


def _without_text(claim: AnyClaim) -> str:
    return gettext("A summary: no text is held") if claim.has_reference else ""


def _withdrawn() -> str:
    return gettext("This claim was withdrawn. Its page says why.")
