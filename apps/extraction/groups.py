"""Citizen groups that no list knows but that present themselves: in full with a short name, or in quotation marks."""

import re
from collections.abc import Iterator
from functools import cache

from apps.extraction.drafts import Cue, OrganisationDraft
from apps.extraction.packs import organisations
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import BlockKind, Confidence

PRESENTED, QUOTED = "organisation.presented", "organisation.quoted"
LIMIT = 12
_GROUP = re.compile(
    r"(?P<name>[A-ZÀ-Ý][\w'’-]{0,40}"
    r"(?: (?:for|of|on|and|the|in|to|de|la|los|las|y|e|du|des|et|pour|por|para|[A-ZÀ-Ý][\w'’-]{0,40})){1,10})"
    r"\]?(?:\(https?://[^)\n]{0,300}\))?,? \((?P<code>[A-Z][A-Za-z-]{1,11})\)"
)
_GROUP_WORDS = re.compile(
    r"elec|observ|monitor|democra|vote|fair|transparen|watch|integrity|ciudadan|citoyen|civic|support network|credible",
    re.IGNORECASE,
)
_NOT_GROUPS = re.compile(
    r"commission|comisión|party|parti\b|partido|council|consejo nacional|tribunal|jurado|instituto nacional|congress"
    r"|ministry|assembly$|alliance of|front\b|tabulation|verification|revolución|movimiento|movement|acción"
    r"|quick count|sample-based|framework|elect\w+ (?:committee|board|authority|office|bureau|institute)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[ \u00a0][«“„\"](?P<name>[A-ZА-ЯІЇЄҐӘҒҚҢӨҰҮҺ][^«»“”„\"\n]{2,50})[»”“\"]")


def _draft(start: int, end: int, code: str, rule: str, because: tuple[Cue, ...], quote: str) -> OrganisationDraft:
    return OrganisationDraft(
        start=start,
        end=end,
        quote=quote,
        rule=rule,
        confidence=Confidence.HEURISTIC,
        because=because,
        code=code,
        parent=None,
    )


def _names_known(sentence: Sentence, start: int, end: int) -> bool:
    return any(start <= sentence.place(hit)[0] < end for hit in sentence.starting("org."))


@cache
def _known_codes() -> frozenset[str]:
    return frozenset(code.casefold() for code in organisations())


def _bracketed(reading: Reading, sentence: Sentence) -> Iterator[OrganisationDraft]:
    """ "Mirror of Votes Network (MVN)"."""
    known = _known_codes()
    for group in _GROUP.finditer(reading.text, sentence.start, sentence.end):
        name, code = group["name"], group["code"]
        if code.casefold() in known or _names_known(sentence, group.start(), group.end()):
            continue
        if _GROUP_WORDS.search(name) and not _NOT_GROUPS.search(name):
            start, end = group.span("code")
            cue = Cue(group.start("name"), group.end("name"), name, "a name that speaks of elections")
            yield _draft(start, end, code, PRESENTED, (cue,), code)


def _in_marks(reading: Reading, sentence: Sentence) -> Iterator[OrganisationDraft]:
    """ "Movement «Independent Eye»" where the sentence speaks of observing or of what the group said."""
    nouns = {sentence.place(hit)[1]: hit for hit in sentence.of("group.noun")}
    observes = sentence.has("who.mission", "ctx.observers", "say", "say.by") and not sentence.has("who.other")
    if not observes or not nouns:
        return
    for group in _QUOTED.finditer(reading.text, sentence.start, sentence.end):
        hit = nouns.get(group.start())
        name = group["name"].strip()
        if hit and len(name.split()) <= 5 and not _names_known(sentence, *group.span("name")):
            start = group.start("name")
            yield _draft(start, start + len(name), name, QUOTED, reading.cues(sentence, [hit]), name)


def presented_groups(reading: Reading) -> list[OrganisationDraft]:
    """At most a dozen, in the order of the text; lists of signatories are left out."""
    found: list[OrganisationDraft] = []
    for sentence in reading.sentences:
        if sentence.kind in {BlockKind.ITEM, BlockKind.CAPTION} or len(found) >= LIMIT:
            continue
        if sentence.kind is not BlockKind.HEADLINE:
            found += _bracketed(reading, sentence)
        found += _in_marks(reading, sentence)
    return found[:LIMIT]
