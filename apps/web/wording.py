"""Numbers, dates and the short words of the public pages, in each language's own way."""

from datetime import date
from decimal import Decimal
from typing import Final

from babel.core import Locale
from babel.dates import format_date, format_interval
from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from apps.core.fields import translated
from apps.elections.choices import ElectionType
from apps.elections.models import Election
from apps.findings.choices import Comparator, FollowUp, Measure, Sentiment, Voice
from apps.findings.models import Figure
from apps.findings.promises import Standing
from apps.missions.choices import MissionFormat
from apps.missions.models import Mission
from apps.web.comparison import Gap
from apps.web.counted import COUNTED
from apps.web.kazakh import ablative

# English pages serve an international readership: day before month, as the missions write it.
LOCALES: Final = {"en": Locale("en", "GB"), "ru": Locale("ru"), "kk": Locale("kk")}

PERCENTAGES: Final = frozenset({Measure.TURNOUT_PERCENT, Measure.VOTES_PERCENT_POSITIVE})

COMPARED: Final = {
    Comparator.EQ: _("%(number)s"),
    Comparator.GT: _("more than %(number)s"),
    Comparator.GTE: _("at least %(number)s"),
    Comparator.LT: _("fewer than %(number)s"),
    Comparator.LTE: _("at most %(number)s"),
    Comparator.APPROX: _("about %(number)s"),
}
# "Fewer" counts things; a share can only be less.
LESS: Final = _("less than %(number)s")
# Those after which a Kazakh number takes an ending.
MORE_OR_LESS: Final = frozenset({Comparator.GT, Comparator.LT})

VOICE_SHORT: Final = {
    Voice.MISSION_QUOTE: _("Own words"),
    Voice.MISSION_PARAPHRASE: _("Reported speech"),
    Voice.REPORTER: _("Reporter’s words"),
    Voice.OTHER_PARTY: _("Another party’s words"),
}
VOICE_ICON: Final = {
    Voice.MISSION_QUOTE: "quote",
    Voice.MISSION_PARAPHRASE: "speech",
    Voice.REPORTER: "pen",
    Voice.OTHER_PARTY: "person",
}
SENTIMENT_ICON: Final = {
    Sentiment.POSITIVE: "plus",
    Sentiment.NEGATIVE: "minus",
    Sentiment.MIXED: "half",
    Sentiment.NEUTRAL: "ring",
}
GAP_LABEL: Final = {
    Gap.NOT_MENTIONED: _("Not mentioned"),
    Gap.NOT_OBSERVED: _("Not observed"),
    Gap.NOT_IMPORTED: _("Not yet imported"),
}
GAP_ICON: Final = {Gap.NOT_MENTIONED: "dash", Gap.NOT_OBSERVED: "unseen", Gap.NOT_IMPORTED: "waiting"}

# How many of three steps a recommendation has come; statuses that say nothing of it have no steps.
FOLLOW_UP_ALL: Final = 3
FOLLOW_UP_STEPS: Final = {
    FollowUp.NOT_IMPLEMENTED: 0,
    FollowUp.PARTIALLY: 1,
    FollowUp.MOSTLY: 2,
    FollowUp.FULLY: 3,
}
PROMISE_ICON: Final = {
    Standing.OVERDUE: "alert",
    Standing.OPEN: "clock",
    Standing.UNDATED: "dash",
    Standing.LATE: "late",
    Standing.KEPT: "check",
}
# Formats that the field calls by their letters, in every language.
LETTERS: Final = frozenset(
    {
        MissionFormat.EOM,
        MissionFormat.LEOM,
        MissionFormat.EAM,
        MissionFormat.EET,
        MissionFormat.NAM,
        MissionFormat.IEOM,
    }
)


def short_format(mission: Mission) -> str:
    """The format of a mission where there is little room: its letters, else its name."""
    known = MissionFormat(mission.format)
    return known.value.upper() if known in LETTERS else str(known.label)


def reader_language() -> str:
    return (get_language() or "en").split("-")[0]


def reader_locale() -> Locale:
    return LOCALES[reader_language()]


def number_text(value: Decimal | int) -> str:
    """A count or amount with the grouping and the decimal sign of the reader's language."""
    return format_decimal(value, locale=reader_locale(), decimal_quantization=False)


def at_least_text(number: int) -> str:
    """A number that was counted up to `COUNTED` and no further: “1,000+” says that there are more."""
    return f"{number_text(COUNTED)}+" if number > COUNTED else number_text(number)


def percent_text(value: Decimal) -> str:
    """A percentage given on the scale of 0 to 100."""
    return format_percent(value / 100, locale=reader_locale(), decimal_quantization=False)


def figure_text(figure: Figure) -> str:
    """A figure as it was said: “more than 90”, “63.25%”."""
    is_share = figure.measure in PERCENTAGES
    comparator = Comparator(figure.comparator)
    pattern = LESS if is_share and comparator is Comparator.LT else COMPARED[comparator]
    # Rates of three stored decimals show none that nobody said.
    value = figure.value.normalize()
    number = percent_text(value) if is_share else number_text(value)
    is_inflected = reader_language() == "kk" and comparator in MORE_OR_LESS
    return str(pattern) % {"number": ablative(number) if is_inflected else number}


def day_text(day: date) -> str:
    return format_date(day, "long", locale=reader_locale())


def short_day_text(day: date) -> str:
    return format_date(day, "medium", locale=reader_locale())


def polling_days_text(election: Election) -> str:
    """One day, or the span from the first polling day to the last."""
    first, last = election.first_polling_day, election.last_polling_day
    if first == last:
        return day_text(first)
    return str(format_interval(first, last, "yMMMMd", locale=reader_locale()))


def place_and_day(election: Election) -> str:
    """How an election is called in running text: its own name, or country and polling day."""
    return translated(election.names) or gettext("%(country)s, %(day)s") % {
        "country": election.country,
        "day": polling_days_text(election),
    }


def mission_title(mission: Mission) -> str:
    """A mission apart from its election's page: who observed, and what."""
    return gettext("%(organisation)s at %(election)s") % {
        "organisation": mission.organisation,
        "election": place_and_day(mission.election),
    }


def type_labels(election: Election) -> list[str]:
    return [str(ElectionType(kind).label) for kind in election.types]
