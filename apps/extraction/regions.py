"""Regions and big cities of the country where the election was held, by ISO 3166-2 code."""

from collections import Counter
from functools import cache

from apps.extraction.drafts import RegionDraft
from apps.extraction.lexer import Hit, Matcher
from apps.extraction.packs import ROOT, patterns_of, read_yaml
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import BlockKind, Confidence

RULE = "region.name"
TOP = 12  # sentences in which a text without any country names the place that it is about


@cache
def _matcher(country: str) -> Matcher | None:
    """The names of a country's regions, or None where no file holds them."""
    path = ROOT / "regions" / f"{country}.yaml"
    if not path.exists():
        return None
    return Matcher(patterns_of(read_yaml(path), f"regions/{path.name}"))


@cache
def _everywhere() -> Matcher:
    """The names of all regions of all countries that are known."""
    paths = [ROOT / "regions" / f"{country}.yaml" for country in covered_countries()]
    return Matcher([one for path in paths for one in patterns_of(read_yaml(path), f"regions/{path.name}")])


def covered_countries() -> tuple[str, ...]:
    """The countries whose regions are known."""
    return tuple(sorted(path.stem for path in (ROOT / "regions").glob("*.yaml")))


def home_of(reading: Reading) -> RegionDraft | None:
    """A region or city named near the top, of the one country that most names there belong to."""
    named: Counter[str] = Counter()
    first: dict[str, RegionDraft] = {}
    for sentence in reading.sentences[:TOP]:
        if sentence.kind is BlockKind.CAPTION:
            continue
        for hit in _everywhere().find(sentence.tokens, {}):
            if sentence.tokens[hit.first].capital:
                country = hit.label.partition("-")[0]
                named[country] += 1
                first.setdefault(country, _draft(reading, sentence, hit))
    ranked = named.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return first[ranked[0][0]]


def _draft(reading: Reading, sentence: Sentence, hit: Hit) -> RegionDraft:
    start, end = sentence.place(hit)
    return RegionDraft(
        start=start,
        end=end,
        quote=reading.text[start:end],
        rule=RULE,
        confidence=Confidence.EXACT,
        because=reading.cues(sentence, [hit]),
        code=hit.label,
    )


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
            if hit.label not in found and sentence.tokens[hit.first].capital:
                found[hit.label] = _draft(reading, sentence, hit)
    return tuple(found.values())
