"""Organisations that observe this election: known ones, and groups that present themselves."""

import itertools
import re
from dataclasses import dataclass, replace

from apps.extraction.drafts import OrganisationDraft
from apps.extraction.groups import presented_groups
from apps.extraction.lexer import Hit
from apps.extraction.packs import organisations
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import BlockKind, Confidence

OBSERVES = "organisation.observes"
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
OBSERVING = ("who.mission", "say", "say.by", "ctx.observers", "say.back", "st.report", "body.joint")
NEVER = {"Venice Commission", "Council of Europe", "UN", "ASEAN", "CSTO", "Mercosur", "NATO"}
UMBRELLAS = {"OSCE", "EU", "Council of Europe", "CSTO"}
# The assembly that an umbrella's name stands for in "the parliamentary assemblies of A, B and C".
ASSEMBLY_OF = {
    "OSCE": "OSCE PA",
    "Council of Europe": "PACE",
    "CIS": "CIS IPA",
    "CSTO": "CSTO PA",
    "OTS": "TURKPA",
    "NATO": "NATO PA",
}
# What an umbrella sends where it is said to observe and no part of it is named.
SENDS = {"EU": "EU EOM", "Council of Europe": "PACE"}


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a known body is named; `strong` where a mission or its words stand right beside the name."""

    code: str
    sentence: Sentence
    hit: Hit
    start: int
    end: int
    observes: bool
    parent: str | None
    strong: bool = False


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


def _stands_aside(sentence: Sentence, hit: Hit) -> bool:
    """Whether the body is named as absent, as somebody's office or as the one who pays, not as an observer."""
    if any(0 <= one.first - hit.last <= 3 for one in sentence.of("body.absent")):
        return True
    if any(one.first == hit.last for one in sentence.of("body.affiliate")):
        return True
    if any(0 <= hit.first - one.last <= 2 for one in sentence.of("body.before_absent", "body.funder")):
        return True
    member = any(0 <= hit.first - one.last <= 1 for one in sentence.of("body.member"))
    return member and not _beside_mission(sentence, hit, 2)


def _beside_mission(sentence: Sentence, hit: Hit, reach: int) -> bool:
    return any(
        hit.first - one.last <= reach and one.first - hit.last <= reach
        for one in sentence.of("who.mission", "unit.observer")
    )


def _acts(reading: Reading, sentence: Sentence, hit: Hit) -> bool:
    """Whether the body opens the sentence as its subject: "The Union of … (UNIORE) agreed that"."""
    after = sentence.tokens[hit.last : hit.last + 6]
    if hit.first > 2 or not after:
        return False
    if after[0].norm == "(":
        after = after[next((place + 1 for place, one in enumerate(after) if one.norm == ")"), len(after)) :]
    return any(token.kind == "w" and reading.pack.finite.search(token.norm) is not None for token in after[:2])


def _is_strong(sentence: Sentence, hit: Hit) -> bool:
    """Whether a mission, or words of saying, stand beside the name, or the name is a mission's own."""
    if any(hit.first <= one.first and one.last <= hit.last for one in sentence.of("group.noun")):
        return True
    said = any(0 <= one.first - hit.last <= 5 for one in sentence.of("say"))
    told = any(0 <= hit.first - one.last <= 1 for one in sentence.of("say.by"))
    return said or told or _beside_mission(sentence, hit, 3)


def mentions_of(reading: Reading) -> list[Mention]:
    """Every place where a known organisation is named, and whether it is named as an observer there."""
    known = organisations()
    found = []
    listed = _listed(reading)
    for sentence in reading.sentences:
        if sentence.block in listed:
            continue
        for hit in longest(sentence.starting("org.")):
            code = hit.label.partition(".")[2]
            start, end = sentence.place(hit)
            heads = sentence.kind is BlockKind.HEADLINE or _is_heading(reading, sentence)
            strong = _is_strong(sentence, hit)
            named = heads or strong or sentence.has(*OBSERVING) or _acts(reading, sentence, hit)
            observes = named and not _stands_aside(sentence, hit) and not is_norm(sentence, hit)
            found.append(Mention(code, sentence, hit, start, end, observes, known[code].parent, strong))
    return found


def _verbless(reading: Reading, sentence: Sentence) -> bool:
    words = [token for token in sentence.tokens if token.kind == "w"]
    return not any(reading.pack.finite.search(token.norm) for token in words)


def _is_heading(reading: Reading, sentence: Sentence) -> bool:
    """Whether a line is a heading: a short line of its own without a verb or a full stop."""
    block = reading.blocks[sentence.block]
    whole = (block.start, block.end) == (sentence.start, sentence.end)
    closed = reading.text[block.end - 1] in ".:"
    return whole and not closed and len(sentence.tokens) <= 14 and _verbless(reading, sentence)


def _listed(reading: Reading) -> set[int]:
    """Blocks that only list names: items without a verb, and rows of bare lines as under "Endorsed by:"."""
    full = {one.block for one in reading.sentences if len(one.tokens) > 18 or not _verbless(reading, one)}
    bare = {
        one.block: one.kind for one in reading.sentences if one.kind is not BlockKind.HEADLINE and one.block not in full
    }
    opened = {
        one.block + 1
        for one in reading.sentences
        if reading.text[reading.blocks[one.block].end - 1] == ":" and one.kind is not BlockKind.HEADLINE
    }
    rows = {block for block in bare if block - 1 in bare and block + 1 in bare}
    rows |= {block + 1 for block in rows if block + 1 in bare} | {block - 1 for block in rows if block - 1 in bare}
    return {block for block, kind in bare.items() if kind is BlockKind.ITEM or block in rows or block in opened}


def _coordinated(mentions: list[Mention]) -> list[Mention]:
    """Umbrellas in a row after the word for assemblies: "the assemblies of the OSCE and the Council of Europe"."""
    found: list[Mention] = []
    for one in mentions:
        before = found[-1] if found and found[-1].sentence is one.sentence else None
        plural = any(0 <= one.hit.first - hit.last <= 1 for hit in one.sentence.of("body.plural"))
        follows = (
            before is not None
            and before.code in ASSEMBLY_OF.values()
            and one.hit.first - before.hit.last <= 3
            and _is_joined(one.sentence, before.hit.last, one.hit.first)
            and (one.code == "Council of Europe" or before.sentence.has("body.plural"))
        )
        assembly = ASSEMBLY_OF.get(one.code) if plural or follows else None
        found.append(replace(one, code=assembly, parent=one.code) if assembly else one)
    return found


_AND = {"and", ",", "the", "of", "и", "та", "й", "і", "мен", "және", "et", "du", "de", "la", "l", "y", "del", "да"}


def _is_joined(sentence: Sentence, first: int, last: int) -> bool:
    return all(token.norm in _AND for token in sentence.tokens[first:last])


_OPENS = re.compile(r"[\]\s*]{0,4}(?:[A-Z]\w{2,20} )?\([\[*]{0,3}$")


def _bound(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    """Short names bound by this text: after "People's Alliance … (PACE)" every PACE is that body."""
    bound: dict[str, str] = {}
    for one, other in itertools.pairwise(mentions):
        between = reading.text[one.end : other.start]
        if (
            one.sentence is other.sentence
            and other.code != one.code
            and _OPENS.match(between)
            and other.parent != one.code
            and one.parent != other.code
            and one.hit.last - one.hit.first > 2
        ):
            bound[_letters(other)] = one.code
    return [replace(one, code=bound.get(_letters(one), one.code)) for one in mentions]


def _letters(one: Mention) -> str:
    """A mention's words without an English possessive, so that "PACE's" is "PACE"."""
    return " ".join(token.named for token in one.sentence.tokens[one.hit.first : one.hit.last])


def _sent(mentions: list[Mention]) -> list[Mention]:
    """An umbrella that observes beside no named part of it stands for what it sends."""
    named = {one.parent for one in mentions if one.observes}
    return [
        replace(one, code=SENDS[one.code], parent=one.code)
        if one.code in SENDS and one.code not in named and one.strong
        else one
        for one in mentions
    ]


def _covered(mentions: list[Mention]) -> set[str]:
    """Umbrellas that are left out because a part of them observes and they do not speak for themselves."""
    dropped = set()
    for code in UMBRELLAS:
        parts = [one for one in mentions if one.parent == code and one.observes]
        alone = any(one.code == code and one.observes and one.sentence.has("say.back") for one in mentions)
        if parts and (code != "OSCE" or not alone or any(one.strong for one in parts)):
            dropped.add(code)
    return dropped


def _draft(reading: Reading, one: Mention) -> OrganisationDraft:
    cues = [one.hit, *one.sentence.of(*OBSERVING)[:1]]
    return OrganisationDraft(
        start=one.start,
        end=one.end,
        quote=reading.text[one.start : one.end],
        rule=OBSERVES,
        confidence=Confidence.EXACT,
        because=reading.cues(one.sentence, cues),
        code=one.code,
        parent=one.parent,
    )


def organisations_of(reading: Reading) -> tuple[OrganisationDraft, ...]:
    """The observing organisations, each at its first mention as an observer."""
    mentions = _sent(_coordinated(_bound(reading, mentions_of(reading))))
    dropped = _covered(mentions)
    drafts: dict[str, OrganisationDraft] = {}
    for one in mentions:
        if one.observes and one.code not in NEVER and one.code not in dropped and one.code not in drafts:
            drafts[one.code] = _draft(reading, one)
    for extra in presented_groups(reading):
        drafts.setdefault(extra.code, extra)
    return tuple(drafts.values())
