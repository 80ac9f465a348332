"""The numbered notes of a statement's text: one per quoted span, with all that rests on it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from apps.findings.choices import Topic, Voice
from apps.findings.models import CLAIMS, AnyClaim, Evidence, HeadlineCheck
from apps.missions.models import MissionRole
from apps.statements.models import Quote
from apps.web.reader import NEAREST_FIRST, Paragraph, Span, paragraphs


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which notes a reader asks for; None asks for all."""

    voice: Voice | None = None
    topic: Topic | None = None

    @property
    def is_narrow(self) -> bool:
        return self.voice is not None or self.topic is not None

    def wants(self, claim: AnyClaim) -> bool:
        """Figures and promises have no topic, so that a topic leaves them out."""
        return self.voice in (None, claim.voice) and self.topic in (None, getattr(claim, "topic", ""))


ALL: Final = Chosen()


@dataclass(slots=True)
class Cited:
    """What rests on one span while it is being collected."""

    claims: list[AnyClaim] = field(default_factory=list)
    roles: list[MissionRole] = field(default_factory=list)
    check: HeadlineCheck | None = None

    @property
    def is_noted(self) -> bool:
        return bool(self.claims or self.roles or self.check)

    def narrowed(self, chosen: Chosen) -> "Cited":
        """What of it a reader asks for. A person or a headline has no topic, and a headline is a reporter's."""
        if not chosen.is_narrow:
            return self
        keeps_check = chosen.topic is None and chosen.voice is Voice.REPORTER
        return Cited(
            claims=[claim for claim in self.claims if chosen.wants(claim)], check=self.check if keeps_check else None
        )

    @property
    def voice(self) -> Voice | None:
        voices = {Voice(claim.voice) for claim in self.claims}
        if self.check is not None:
            voices.add(Voice.REPORTER)
        return next((voice for voice in NEAREST_FIRST if voice in voices), None)


@dataclass(frozen=True, slots=True)
class Note:
    """One numbered note: the claims, persons and headline check that its words carry."""

    span: Span
    claims: tuple[AnyClaim, ...]
    roles: tuple[MissionRole, ...]
    check: HeadlineCheck | None


@dataclass(frozen=True, slots=True)
class NotedParagraph:
    """A paragraph with the notes of the quotes that begin in it."""

    paragraph: Paragraph
    notes: tuple[Note, ...]


def noted_paragraphs(
    body: str,
    *,
    evidence: Iterable[Evidence],
    roles: Iterable[MissionRole],
    checks: Iterable[HeadlineCheck],
    chosen: Chosen = ALL,
) -> list[NotedParagraph]:
    """The text with the notes that are asked for; each keeps its number, whatever else is shown.

    Quotes of withdrawn claims keep their address and get no note.
    """
    cited = _collect(evidence, roles, checks)
    spans: dict[Span, Cited] = {}
    number = 0
    # A longer quote comes before those that it holds, as in the text.
    for (start, end), item in sorted(cited.items(), key=lambda entry: (entry[0][0], -entry[0][1])):
        if item.is_noted:
            number += 1
            item = item.narrowed(chosen)
        if item.is_noted:
            spans[Span(start=start, end=end, voice=item.voice, number=number)] = item
        else:
            spans[Span(start=start, end=end)] = item
    return [
        NotedParagraph(
            paragraph=paragraph,
            notes=tuple(_note(span, spans[span]) for span in paragraph.spans if span.number is not None),
        )
        for paragraph in paragraphs(body, list(spans))
    ]


def tally(evidence: Iterable[Evidence]) -> tuple[Counter[Voice], Counter[Topic]]:
    """How many published claims of a text are in each voice and on each topic."""
    claims = {
        (type(claim), claim.pk): claim for claim in (claim_of(item) for item in evidence) if claim.is_published
    }.values()
    voices = Counter(Voice(claim.voice) for claim in claims)
    topics = Counter(Topic(topic) for claim in claims if (topic := getattr(claim, "topic", None)))
    return voices, topics


def claim_of(item: Evidence) -> AnyClaim:
    """The one claim that a piece of evidence belongs to."""
    for kind in CLAIMS:
        claim: AnyClaim | None = getattr(item, Evidence.link_to(kind))
        if claim is not None:
            return claim
    raise ValueError("evidence belongs to exactly one claim")


def _collect(
    evidence: Iterable[Evidence], roles: Iterable[MissionRole], checks: Iterable[HeadlineCheck]
) -> dict[tuple[int, int], Cited]:
    cited: dict[tuple[int, int], Cited] = defaultdict(Cited)
    for item in evidence:
        claim = claim_of(item)
        place = cited[_place(item.quote)]
        if claim.is_published:
            place.claims.append(claim)
    for role in roles:
        if role.quote is not None:
            cited[_place(role.quote)].roles.append(role)
    for check in checks:
        cited[_place(check.quote)].check = check
        for quote in check.held_against.all():
            if quote.version_id == check.quote.version_id:
                cited[_place(quote)]  # an address for the words that the headline is held against
    return cited


def _place(quote: Quote) -> tuple[int, int]:
    return quote.start, quote.end


def _note(span: Span, item: Cited) -> Note:
    return Note(span=span, claims=tuple(item.claims), roles=tuple(item.roles), check=item.check)
