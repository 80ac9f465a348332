"""What extraction returns: drafts of claims, each with the exact span it rests on and the rule that made it.

Offsets are Unicode code points into the text that was given to `extract`; `quote == text[start:end]` always holds.
"""

from dataclasses import dataclass, field
from datetime import date

from apps.extraction.vocabulary import (
    Anchor,
    BlockKind,
    Comparator,
    Confidence,
    ElectionType,
    HeadlineReason,
    NotAStatement,
    QuantityKind,
    ReportType,
    Sentiment,
    Topic,
    Voice,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that made a rule fire: text[start:end], and what they were taken for."""

    start: int
    end: int
    words: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A cited suggestion. `rule` names the rule, `because` shows the words that fired it."""

    start: int
    end: int
    quote: str
    rule: str
    confidence: Confidence
    because: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryDraft(Draft):
    """The country where the election was held (ISO 3166-1 alpha-2)."""

    iso2: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionDraft(Draft):
    """A region or big city that the text names (ISO 3166-2)."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateDraft(Draft):
    """A polling day: `value` is YYYY-MM-DD, or --MM-DD where neither text nor publication date gives a year."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionTypeDraft(Draft):
    type: ElectionType


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDraft(Draft):
    """An organisation that observes this election: `code` is its short name, `parent` what it is part of."""

    code: str
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft(Draft):
    """A person who speaks for a mission: `name` in the nominative, `role` as the text puts it.

    `name_is_certain` is False where the nominative was guessed and the analyst should look.
    """

    name: str
    role: str
    role_start: int | None = None
    role_end: int | None = None
    organisation: str | None = None
    name_is_certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityDraft(Draft):
    """A number with its measure and comparator; `source` says whose it is, where the text tells (`cec`, `mission`)."""

    kind: QuantityKind
    value: float
    comparator: Comparator
    voice: Voice
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDraft(Draft):
    """One assessment; `second_topic` is the next best, `speaker` a name in the nominative."""

    topic: Topic
    second_topic: Topic | None
    sentiment: Sentiment
    voice: Voice
    speaker: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationDraft(Draft):
    """Something the mission says should change."""

    topic: Topic
    voice: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDraft(Draft):
    """A report the mission promises; `due` is None where its start is unknown or the period is vague.

    `count` is the number of weeks, months or days (`unit`), both None where the text only names a vague period.
    """

    report: ReportType
    anchor: Anchor
    count: int | None
    unit: str | None
    due: date | None
    voice: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineDraft(Draft):
    """The headline, and whether what the body attributes to the mission bears it out (None: it gives no verdict).

    `held_against` are indexes into `Extraction.findings`; `reason` says why, to be put into words by the interface.
    """

    supported: bool | None
    reason: HeadlineReason | None
    held_against: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text of one kind: text[start:end]."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one text yields. Where it is no observation statement every list is empty and `not_because` says why."""

    language: str | None
    is_observation_statement: bool
    not_because: NotAStatement | None
    pack_version: str
    blocks: tuple[Block, ...] = ()
    countries: tuple[CountryDraft, ...] = ()
    regions: tuple[RegionDraft, ...] = ()
    election_date: DateDraft | None = None
    election_year: int | None = None
    election_month: int | None = None
    election_types: tuple[ElectionTypeDraft, ...] = ()
    early: bool | None = None
    organisations: tuple[OrganisationDraft, ...] = ()
    people: tuple[PersonDraft, ...] = ()
    quantities: tuple[QuantityDraft, ...] = ()
    findings: tuple[FindingDraft, ...] = ()
    recommendations: tuple[RecommendationDraft, ...] = ()
    promises: tuple[PromiseDraft, ...] = ()
    headline: HeadlineDraft | None = None
    warnings: tuple[str, ...] = field(default=())
