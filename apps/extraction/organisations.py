"""Organisations that observe this election: known ones, and groups that present themselves."""

import itertools
import re
from collections import Counter
from dataclasses import dataclass, replace

from apps.extraction.drafts import Cue, OrganisationDraft
from apps.extraction.lexer import Hit
from apps.extraction.packs import organisations
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import BlockKind, Confidence

OBSERVES, PRESENTED = "organisation.observes", "organisation.presented"
_NORMS = (
    "стандарт",
    "норм",
    "обязательств",
    "принцип",
    "критери",
    "commitment",
    "standard",
    "obligation",
    "principle",
    "norms",
    "engagement",
    "norme",
    "compromiso",
    "estándar",
    "зобов'яз",
    "міндеттем",
    "хартии",
    "convention",
    "charter",
    "document",
    "рекомендац",
    "recommendation",
)
_GROUP = re.compile(
    r"(?P<name>[A-ZÀ-Ý][\w'’-]+"
    r"(?: (?:for|of|on|and|the|in|to|de|la|los|las|y|e|du|des|et|pour|por|para|[A-ZÀ-Ý][\w'’-]*)){1,10})"
    r"\]?(?:\(https?://[^)\n]{0,300}\))?,? \((?P<code>[A-Z][A-Za-z-]{1,11})\)"
)
_ABSENT = re.compile(
    r".{0,25}?(?:cancel|did not (?:send|observe|deploy)|declin|refused|will not|отказал|отменил"
    r"|не направ|не участв|не приех|no env|n'a pas (?:envoy|observ|déploy)|відмов|не надісл|жібермеді)",
    re.IGNORECASE,
)
_GROUP_WORDS = re.compile(
    r"elec|observ|monitor|democra|vote|fair|transparen|watch|integrity|ciudadan|citoyen|civic|support network|credible",
    re.IGNORECASE,
)
_NOT_GROUPS = re.compile(
    r"commission|comisión|party|parti\b|partido|council|consejo nacional|tribunal|jurado|instituto nacional|congress"
    r"|ministry|assembly$|alliance of|front\b|tabulation|verification|revolución|movimiento|movement|acción"
    r"|quick count|sample-based|framework",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    code: str
    sentence: Sentence
    hit: Hit
    start: int
    end: int
    observes: bool
    parent: str | None


def longest(hits: list[Hit]) -> list[Hit]:
    """Without names that lie inside longer ones ("ОБСЕ" in "БДИПЧ ОБСЕ")."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.first - one.last, one.first)):
        if not any(other.first < hit.last and hit.first < other.last for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda one: one.first)


def is_norm(sentence: Sentence, hit: Hit) -> bool:
    """Whether the name only says whose rules are meant: "OSCE commitments", "нормам ОБСЕ"."""
    around = [
        token.norm
        for token in (*sentence.tokens[max(0, hit.first - 3) : hit.first], *sentence.tokens[hit.last : hit.last + 2])
    ]
    return any(word.startswith(_NORMS) for word in around)


def mentions_of(reading: Reading) -> list[Mention]:
    """Every place where a known organisation is named, and whether it is named as an observer there."""
    known = organisations()
    found = []
    for sentence in reading.sentences:
        for hit in longest(sentence.starting("org.")):
            code = hit.label.partition(".")[2]
            start, end = sentence.place(hit)
            absent = bool(_ABSENT.match(reading.text, end))
            observes = (
                not absent
                and not is_norm(sentence, hit)
                and (
                    sentence.has("who.mission", "say", "say.by", "ctx.observers", "say.back")
                    or sentence.kind is BlockKind.HEADLINE
                )
            )
            found.append(Mention(code, sentence, hit, start, end, observes, known[code].parent))
    return found


def _draft(reading: Reading, code: str, start: int, end: int, rule: str, parent: str | None) -> OrganisationDraft:
    words = reading.text[start:end]
    return OrganisationDraft(
        start=start,
        end=end,
        quote=words,
        rule=rule,
        confidence=Confidence.EXACT if rule == OBSERVES else Confidence.HEURISTIC,
        because=(Cue(start, end, words, f"org.{code}"),),
        code=code,
        parent=parent,
    )


def _presented(reading: Reading) -> list[OrganisationDraft]:
    """Citizen groups named in full with a short name in brackets: "Mirror of Votes Network (MVN)"."""
    known = {code.casefold() for code in organisations()}
    found: list[OrganisationDraft] = []
    limit = 12
    for sentence in reading.body:
        if sentence.kind is BlockKind.ITEM or len(found) >= limit:
            continue
        for group in _GROUP.finditer(reading.text, sentence.start, sentence.end):
            name, code = group["name"], group["code"]
            if (
                code.casefold() in known
                or _names_known(sentence, group.start(), group.end())
                or not _GROUP_WORDS.search(name)
                or _NOT_GROUPS.search(name)
            ):
                continue
            found.append(_draft(reading, code, group.start("code"), group.end("code"), PRESENTED, None))
    return found


def _names_known(sentence: Sentence, start: int, end: int) -> bool:
    return any(start <= sentence.place(hit)[0] < end for hit in sentence.starting("org."))


def _without_parents(codes: Counter[str], mentions: list[Mention]) -> set[str]:
    """Bodies whose part is named stay only where they are named as observers on their own."""
    dropped = set()
    for code in codes:
        children = {one.code for one in mentions if one.parent == code and one.observes}
        if children and code in {"OSCE", "EU", "Council of Europe", "CSTO"}:
            alone = [one for one in mentions if one.code == code and one.observes and one.sentence.has("say.back")]
            if not alone or code in {"EU", "Council of Europe", "CSTO"}:
                dropped.add(code)
    return dropped


def _is_listed(reading: Reading, sentence: Sentence) -> bool:
    """Whether a line only lists names: items, and lines without a verb as under "Endorsed by:"."""
    if sentence.kind is BlockKind.HEADLINE:
        return False
    words = [token for token in sentence.tokens if token.kind == "w"]
    verbless = not any(reading.pack.finite.search(token.norm) for token in words)
    return (sentence.kind is BlockKind.ITEM and verbless) or (
        verbless and len(words) <= 14 and not reading.text[: sentence.end].endswith(".")
    )


def _bound(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    """Short names bound by this text: after "People's Alliance … (PACE)" every PACE is that body."""
    bound: dict[str, str] = {}
    for one, other in itertools.pairwise(mentions):
        between = reading.text[one.end : other.start]
        if (
            (
                one.sentence is other.sentence
                and other.code != one.code
                and between.strip(" ]([*") == ""
                and "(" in between
            )
            and other.parent != one.code
            and one.parent != other.code
            and one.hit.last - one.hit.first > 2
        ):
            bound[reading.text[other.start : other.end]] = one.code
    return [replace(one, code=bound.get(reading.text[one.start : one.end], one.code)) for one in mentions]


NEVER = {"Venice Commission", "Council of Europe", "UN", "ASEAN", "CSTO", "Mercosur"}


def organisations_of(reading: Reading) -> tuple[OrganisationDraft, ...]:
    """The observing organisations, each at its first mention as an observer."""
    mentions = _bound(reading, [one for one in mentions_of(reading) if not _is_listed(reading, one.sentence)])
    observing = [one for one in mentions if one.observes and one.code not in NEVER]
    codes = Counter(one.code for one in observing)
    dropped = _without_parents(codes, mentions)
    drafts: dict[str, OrganisationDraft] = {}
    for one in observing:
        if one.code not in dropped and one.code not in drafts:
            drafts[one.code] = _draft(reading, one.code, one.start, one.end, OBSERVES, one.parent)
    for extra in _presented(reading):
        drafts.setdefault(extra.code, extra)
    return tuple(drafts.values())
