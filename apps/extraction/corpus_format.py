"""An extraction as one row of the corpus format, for scoring and for `extract --json`."""

from collections.abc import Iterable
from typing import Any

from apps.extraction.drafts import Draft, Extraction
from apps.extraction.packs import organisations


def _cited(draft: Draft, **fields: Any) -> dict[str, Any]:
    return {**fields, "quote": draft.quote, "start": draft.start, "end": draft.end}


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _quantities(extraction: Extraction) -> list[dict[str, Any]]:
    return [
        _cited(one, kind=one.kind.value, value=_plain(one.value), comparator=one.comparator.value)
        for one in extraction.quantities
    ]


def _names(extraction: Extraction) -> list[str]:
    """Short names of the observing bodies; a citizen group goes by its own name in the text's language."""
    known = organisations()
    names = []
    for one in extraction.organisations:
        own = dict(known[one.code].own) if one.code in known else {}
        names.append(own.get(extraction.language or "", one.code))
    return names


def _election_date(extraction: Extraction) -> str | None:
    """The polling day, or its year alone where the text tells no day."""
    if extraction.election_date:
        return extraction.election_date.value
    if extraction.election_year and extraction.election_month:
        return f"{extraction.election_year}-{extraction.election_month:02d}"
    return str(extraction.election_year) if extraction.election_year else None


def _plain(value: float) -> int | float:
    return int(value) if value == int(value) else value


def as_corpus_row(extraction: Extraction, ident: str) -> dict[str, Any]:
    """The row that the corpus scorer reads; an open sentiment is printed as `unrated`."""
    headline = extraction.headline
    return {
        "id": ident,
        "lang": extraction.language,
        "is_observation_statement": extraction.is_observation_statement,
        "not_because": extraction.not_because.value if extraction.not_because else None,
        "country_iso2": _unique(one.iso2 for one in extraction.countries),
        "election_date": _election_date(extraction),
        "election_types": _unique(one.type.value for one in extraction.election_types),
        "early": extraction.early,
        "organisations": _unique(_names(extraction)),
        "people": [
            {"name": one.name, "role": one.role, "start": one.start, "end": one.end} for one in extraction.people
        ],
        "quantities": _quantities(extraction),
        "findings": [
            _cited(one, sentiment=one.sentiment.value, topic=one.topic.value, voice=one.voice.value)
            for one in extraction.findings
        ],
        "promises": [
            _cited(one, report=one.report.value, due=one.due.isoformat() if one.due else None)
            for one in extraction.promises
        ],
        "headline": _cited(headline) if headline else None,
        "headline_supported": headline.supported if headline else None,
        "warnings": list(extraction.warnings),
        "pack_version": extraction.pack_version,
    }
