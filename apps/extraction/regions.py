"""Regions and big cities of the country where the election was held, by ISO 3166-2 code."""

from functools import cache

from apps.extraction.drafts import RegionDraft
from apps.extraction.lexer import Matcher
from apps.extraction.packs import ROOT, patterns_of, read_yaml
from apps.extraction.reading import Reading
from apps.extraction.vocabulary import BlockKind, Confidence

RULE = "region.name"


@cache
def _matcher(country: str) -> Matcher | None:
    """The names of a country's regions, or None where no file holds them."""
    path = ROOT / "regions" / f"{country}.yaml"
    if not path.exists():
        return None
    return Matcher(patterns_of(read_yaml(path), f"regions/{path.name}"))


def covered_countries() -> tuple[str, ...]:
    """The countries whose regions are known."""
    return tuple(sorted(path.stem for path in (ROOT / "regions").glob("*.yaml")))


def regions_of(reading: Reading, country: str | None) -> tuple[RegionDraft, ...]:
    """Each region that the body names, at its first mention; names are capitalised in every language."""
    matcher = _matcher(country) if country else None
    if matcher is None:
        return ()
    found: dict[str, RegionDraft] = {}
    for sentence in reading.sentences:
        if sentence.kind is BlockKind.CAPTION:
            continue
        for hit in matcher.find(sentence.tokens, {}):
            start, end = sentence.place(hit)
            if hit.label in found or not sentence.tokens[hit.first].capital:
                continue
            found[hit.label] = RegionDraft(
                start=start,
                end=end,
                quote=reading.text[start:end],
                rule=RULE,
                confidence=Confidence.EXACT,
                because=reading.cues(sentence, [hit]),
                code=hit.label,
            )
    return tuple(found.values())
