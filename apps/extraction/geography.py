"""The country where the election was held: a vote of all mentions, those beside the word "election" weighing most."""

from collections import defaultdict

from apps.extraction.drafts import CountryDraft, Cue
from apps.extraction.lexer import Hit
from apps.extraction.reading import Reading, Sentence
from apps.extraction.regions import home_of
from apps.extraction.vocabulary import BlockKind, Confidence

RULE, BY_REGION = "country.vote", "country.region"


def _weight(sentence: Sentence, hit: Hit, position: int) -> float:
    """A mention's weight: headline and lead, and nearness to the word election in the same sentence."""
    base = {BlockKind.HEADLINE: 3.0}.get(sentence.kind, 1.0) * (1.5 if position < 4 else 1.0)
    if hit.label.startswith("capital."):
        base *= 0.35
    near = min((max(core.first - hit.last, hit.first - core.last) for core in sentence.of("election.core")), default=99)
    if near <= 1:
        return base * 4
    if near <= 4:
        return base * 2
    return base


def _doubled(sentence: Sentence, hit: Hit) -> bool:
    """Whether another list names the same country in the same words."""
    code = hit.label.partition(".")[2]
    return hit.label.startswith("land.") and any(other.first == hit.first for other in sentence.of(f"country.{code}"))


def _mentions(reading: Reading) -> list[tuple[float, str, Sentence, Hit]]:
    found = []
    for position, sentence in enumerate(reading.sentences):
        organisations = sentence.starting("org.")
        for hit in [*sentence.starting("country."), *sentence.starting("land."), *sentence.starting("capital.")]:
            inside = any(
                org.first <= hit.first and hit.last <= org.last and org.last - org.first > 1 for org in organisations
            )
            spelt = sentence.tokens[hit.first].capital or hit.label.startswith("country.")
            if not inside and spelt and not _doubled(sentence, hit):
                found.append((_weight(sentence, hit, position), hit.label.partition(".")[2], sentence, hit))
    return found


def _by_region(reading: Reading) -> tuple[CountryDraft, ...]:
    """The country of the regions and cities that a text names which names no country: local news for local readers."""
    home = home_of(reading)
    if home is None:
        return ()
    return (
        CountryDraft(
            start=home.start,
            end=home.end,
            quote=home.quote,
            rule=BY_REGION,
            confidence=Confidence.HEURISTIC,
            because=home.because,
            iso2=home.code.partition("-")[0],
        ),
    )


def country_of(reading: Reading) -> tuple[CountryDraft, ...]:
    """The country with most weight, cited at its heaviest mention; none where the text names no country."""
    mentions = _mentions(reading)
    votes: defaultdict[str, float] = defaultdict(float)
    for weight, code, _, _ in mentions:
        votes[code] += weight
    if not votes:
        return _by_region(reading)
    winner = max(votes, key=lambda code: votes[code])
    _, _, sentence, hit = max((one for one in mentions if one[1] == winner), key=lambda one: one[0])
    start, end = sentence.place(hit)
    cue = Cue(start, end, reading.text[start:end], hit.label)
    return (
        CountryDraft(
            start=start, end=end, quote=cue.words, rule=RULE, confidence=Confidence.GRAMMAR, because=(cue,), iso2=winner
        ),
    )
