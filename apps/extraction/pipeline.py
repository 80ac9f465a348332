"""The whole of extraction: text in, cited drafts out. No clock, no network, no database."""

from dataclasses import replace
from datetime import date

from apps.extraction.datelines import election_month, election_year, written_on
from apps.extraction.dates import polling_day
from apps.extraction.discourse import Discourse, How, discourse_of
from apps.extraction.drafts import Extraction, FindingDraft
from apps.extraction.findings import findings_of, recommendations_of
from apps.extraction.geography import country_of
from apps.extraction.headline import headline_of
from apps.extraction.kinds import election_types, is_early
from apps.extraction.language import identify
from apps.extraction.organisations import organisations_of
from apps.extraction.packs import LANGUAGES, load, pack_version
from apps.extraction.people import people_of
from apps.extraction.promises import promises_of
from apps.extraction.quantities import quantities_of
from apps.extraction.reading import Reading, read
from apps.extraction.regions import regions_of
from apps.extraction.statement import why_not
from apps.extraction.vocabulary import NotAStatement, Voice


def extract(
    text: str, *, language: str | None = None, published: date | None = None, headline: str | None = None
) -> Extraction:
    """Everything that a press statement claims, each with its exact place and the rule that found it.

    `text` should be normalised (`apps.extraction.text.normalise`). `published` gives a year to dates that have none and
    a start to promises. `headline` names the headline where the caller knows it; otherwise the first line may be one.
    """
    if not text.strip():
        return _nothing(language, NotAStatement.EMPTY)
    found = language or identify(text)
    if found not in LANGUAGES:
        return _nothing(found, NotAStatement.UNSUPPORTED_LANGUAGE)
    reading = read(text, load(found), headline=headline)
    return _extract(reading, published)


def _nothing(language: str | None, reason: NotAStatement) -> Extraction:
    return Extraction(
        language=language, is_observation_statement=False, not_because=reason, pack_version=pack_version()
    )


def _voices(reading: Reading, discourse: Discourse) -> dict[int, Voice]:
    return {index: discourse.voice(index, one.start, one.end) for index, one in enumerate(reading.sentences)}


def _figure_voices(reading: Reading, discourse: Discourse, voices: dict[int, Voice]) -> dict[int, Voice]:
    """Whose figures a sentence gives: turnout is the reporter's where nobody is named as saying it.

    Missions do not count voters; a report's closing "turnout was 63 per cent" only follows the mission's words.
    """
    own = dict(voices)
    for index, sentence in enumerate(reading.sentences):
        turn = discourse.turns[index]
        if turn.how is How.INHERITED and sentence.has("ctx.turnout") and not sentence.has("who.mission"):
            own[index] = Voice.REPORTER
    return own


def _extract(reading: Reading, published: date | None) -> Extraction:
    people = people_of(reading)
    discourse = discourse_of(reading, people)
    organisations = organisations_of(reading)
    findings = findings_of(reading, discourse)
    reason = why_not(reading, discourse, organisations, findings)
    if reason:
        empty = _nothing(reading.pack.language, reason)
        return replace(empty, blocks=reading.blocks, warnings=tuple(reading.warnings))
    day = polling_day(reading, published)
    election_day = date.fromisoformat(day.value) if day and not day.value.startswith("--") else None
    countries = country_of(reading)
    voices = _voices(reading, discourse)
    headline, verdict = headline_of(reading, findings)
    return Extraction(
        language=reading.pack.language,
        is_observation_statement=True,
        not_because=None,
        pack_version=pack_version(),
        blocks=reading.blocks,
        countries=countries,
        regions=regions_of(reading, countries[0].iso2 if countries else None),
        election_date=day,
        election_year=election_year(reading),
        election_month=election_month(reading),
        election_types=election_types(reading),
        early=is_early(reading),
        organisations=organisations,
        people=people,
        quantities=quantities_of(reading, _figure_voices(reading, discourse, voices)),
        findings=_with_headline(findings, verdict),
        recommendations=recommendations_of(reading, findings),
        promises=promises_of(reading, voices, published or written_on(reading), election_day),
        headline=headline,
        warnings=tuple(reading.warnings),
    )


def _with_headline(findings: tuple[FindingDraft, ...], verdict: FindingDraft | None) -> tuple[FindingDraft, ...]:
    """The headline's finding comes last, so that `held_against` keeps pointing at the body's."""
    return (*findings, verdict) if verdict else findings
