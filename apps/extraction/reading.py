"""A text taken apart: blocks, sentences, their words, numbers and the pack's hits. Every rule works on this."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from apps.extraction.drafts import Block, Cue
from apps.extraction.lexer import Hit, Number
from apps.extraction.numbers import NumberReader
from apps.extraction.packs import Pack
from apps.extraction.segment import blocks_of, sentences_of
from apps.extraction.tokens import Token, tokenise
from apps.extraction.vocabulary import BlockKind

# Caps on the work per document. A statement has 2,000 to 60,000 characters; what lies beyond is reported.
MAX_CHARACTERS = 60_000
MAX_BLOCKS = 2_000
MAX_SENTENCES = 1_500
MAX_TOKENS_PER_SENTENCE = 300
MAX_TOKENS = 20_000


@dataclass(slots=True)
class Sentence:
    """One sentence text[start:end] of a block, with what was found in it."""

    start: int
    end: int
    block: int
    kind: BlockKind
    tokens: list[Token]
    numbers: dict[int, Number]
    hits: list[Hit]
    language: str = ""
    by_label: dict[str, list[Hit]] = field(default_factory=dict)
    families: dict[str, list[Hit]] = field(default_factory=dict)

    def has(self, *labels: str) -> bool:
        return any(label in self.by_label for label in labels)

    def of(self, *labels: str) -> list[Hit]:
        return [hit for label in labels for hit in self.by_label.get(label, ())]

    def starting(self, prefix: str) -> list[Hit]:
        known = self.families.get(prefix)
        if known is None:
            known = [hit for label, hits in self.by_label.items() if label.startswith(prefix) for hit in hits]
            self.families[prefix] = known
        return known

    def place(self, hit: Hit) -> tuple[int, int]:
        return self.tokens[hit.first].start, self.tokens[hit.last - 1].end


@dataclass(slots=True)
class Reading:
    """The whole text as rules see it."""

    text: str
    pack: Pack
    blocks: tuple[Block, ...]
    sentences: list[Sentence]
    warnings: list[str]

    def cue(self, sentence: Sentence, hit: Hit) -> Cue:
        start, end = sentence.place(hit)
        return Cue(start, end, self.text[start:end], f"{self.pack.language}/{hit.label}: {hit.source}")

    def cues(self, sentence: Sentence, hits: Iterable[Hit], *, limit: int = 4) -> tuple[Cue, ...]:
        return tuple(self.cue(sentence, hit) for hit in list(hits)[:limit])

    @property
    def headline(self) -> Sentence | None:
        return next((one for one in self.sentences if one.kind is BlockKind.HEADLINE), None)

    @property
    def body(self) -> list[Sentence]:
        return [one for one in self.sentences if one.kind not in {BlockKind.HEADLINE, BlockKind.CAPTION}]


def _outside_names(hits: list[Hit]) -> list[Hit]:
    """Without praise, blame and topics that are part of an organisation's name ("for Security", "Fair Elections")."""
    names = [hit for hit in hits if hit.label.startswith("org.") and hit.last - hit.first > 1]
    if not names:
        return hits
    return [
        hit
        for hit in hits
        if not hit.label.startswith(("pos", "neg", "neu", "hint.", "topic."))
        or not any(name.first <= hit.first and hit.last <= name.last for name in names)
    ]


def _sentence(text: str, pack: Pack, start: int, end: int, block: int, kind: BlockKind, budget: int) -> Sentence:
    tokens = tokenise(text, start, end, limit=min(MAX_TOKENS_PER_SENTENCE, budget))
    numbers = _reader(pack).read(tokens)
    hits = _outside_names(pack.matcher.find(tokens, numbers))
    sentence = Sentence(start, end, block, kind, tokens, numbers, hits, pack.language)
    for hit in hits:
        sentence.by_label.setdefault(hit.label, []).append(hit)
    return sentence


_READERS: dict[str, NumberReader] = {}


def _reader(pack: Pack) -> NumberReader:
    if pack.language not in _READERS:
        _READERS[pack.language] = NumberReader(pack)
    return _READERS[pack.language]


def _expand(sentences: list[Sentence]) -> None:
    """Ambiguous letters count as a body's name where the text also names it in full: "EAC" of "East African …"."""
    full = {label for one in sentences for label in one.by_label if label.startswith("org.")}
    for sentence in sentences:
        for hit in sentence.starting("abbr."):
            label = f"org.{hit.label.partition('.')[2]}"
            if label in full:
                whole = Hit(label, hit.source, hit.first, hit.last)
                sentence.hits.append(whole)
                sentence.by_label.setdefault(label, []).append(whole)
                sentence.families.clear()


def read(text: str, pack: Pack, *, headline: str | None) -> Reading:
    """The text taken apart, within the caps; what was left unread is named in `warnings`."""
    warnings: list[str] = []
    shown = text[:MAX_CHARACTERS]
    if len(text) > MAX_CHARACTERS:
        warnings.append(f"Only the first {MAX_CHARACTERS} characters were read.")
    blocks = blocks_of(shown, headline=headline, limit=MAX_BLOCKS)
    sentences: list[Sentence] = []
    budget = MAX_TOKENS
    for number, block in enumerate(blocks):
        for start, end in sentences_of(shown, block, pack.abbreviations):
            if len(sentences) >= MAX_SENTENCES or budget <= 0:
                warnings.append(f"Only the first {len(sentences)} sentences were read.")
                _expand(sentences)
                return Reading(text, pack, blocks, sentences, warnings)
            one = _sentence(shown, pack, start, end, number, block.kind, budget)
            if len(one.tokens) == MAX_TOKENS_PER_SENTENCE:
                warnings.append(
                    f"A sentence at {start} has more than {MAX_TOKENS_PER_SENTENCE} words; the rest of it was not read."
                )
            budget -= len(one.tokens)
            sentences.append(one)
    _expand(sentences)
    return Reading(text, pack, blocks, sentences, warnings)
