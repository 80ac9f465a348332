"""The headings of a long report, and the section that each sentence stands in: what it is about and how it leans."""

import re
from dataclasses import dataclass, field

from apps.extraction.drafts import Block
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import BlockKind, Topic

MAX_HEADING = 90
MAX_HEADING_WORDS = 12
_CLOSED = (".", "!", "?", "…", ":", ";", ",", "»", "”", '"')
_NUMBERED = re.compile(
    r"(?:[A-ZА-Я]|[IVXLC]{1,6}|\d{1,2}(?:\.\d{1,2})*)[.)]?\s+|(?:[A-ZА-Я]|[IVXLC]{1,6}|\d{1,2})[.)]$"
)
_BULLET = "-–—•*▪●"


@dataclass(frozen=True, slots=True)
class Section:
    """What a heading says of the sentences below it: topics, best first, and what kind of section it opens.

    `kind` is background (what was before), about (the mission itself), reform (a list of what should change), or empty;
    `leaning` is +1 under "what went right", -1 under "concerns".
    """

    topics: tuple[Topic, ...] = ()
    kind: str = ""
    leaning: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """The section of each sentence of a reading, and which sentences are headings themselves."""

    sections: list[Section]
    headings: frozenset[int] = field(default=frozenset())

    @property
    def titled(self) -> int:
        """How many headings name topics of their own."""
        named = {one.topics for one in self.sections if one.topics and one.topics[0] is not Topic.OVERALL}
        return len(named)


def outline_of(reading: Reading) -> Outline:
    """The sections of a text; a text without headings is one section about nothing in particular."""
    sections: list[Section] = []
    headings: set[int] = set()
    section = Section()
    titles: dict[int, list[Sentence]] = {}
    for sentence in reading.sentences:
        if _is_heading(reading, reading.blocks[sentence.block]):
            titles.setdefault(sentence.block, []).append(sentence)
    for index, sentence in enumerate(reading.sentences):
        if sentence.block in titles:
            headings.add(index)
            section = Section() if sentence.kind is BlockKind.HEADLINE else _section(titles[sentence.block])
        sections.append(section)
    return Outline(sections, frozenset(headings))


def _is_heading(reading: Reading, block: Block) -> bool:
    """Whether a block is a heading: short, without a closing mark, and no entry of a bulleted list."""
    if block.kind in {BlockKind.HEADLINE, BlockKind.CAPTION, BlockKind.QUOTE}:
        return block.kind is BlockKind.HEADLINE
    words = reading.text[block.start : block.end]
    if len(words) > MAX_HEADING or words[0] in _BULLET or len(words.split()) > MAX_HEADING_WORDS:
        return False
    return bool(_NUMBERED.fullmatch(words)) or not words.endswith(_CLOSED)


_KINDS = ("section.background", "section.about", "section.reform")


def _section(title: list[Sentence]) -> Section:
    """What a heading opens."""
    kind = next((one.removeprefix("section.") for one in _KINDS if any(part.has(one) for part in title)), "")
    leaning = sum(part.has("section.pos") - part.has("section.neg") for part in title)
    hits = sorted((hit for part in title for hit in part.starting("topic.")), key=lambda hit: (hit.first, -hit.last))
    topics = dict.fromkeys(Topic(hit.label.partition(".")[2]) for hit in hits)
    specific = tuple(topic for topic in topics if topic is not Topic.OVERALL)
    return Section(specific or tuple(topics), kind, leaning)
