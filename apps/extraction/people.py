"""People named in a text: runs of capitalised words that are neither places nor bodies, put into the nominative."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.extraction.drafts import Cue, PersonDraft
from apps.extraction.names import Namer, common_words, namer
from apps.extraction.reading import Reading, Sentence
from apps.extraction.tokens import Token
from apps.extraction.vocabulary import BlockKind, Confidence

RULE = "person.capital_run"
MAX_WORDS = 5
_PARTICLES = {
    "de",
    "la",
    "del",
    "da",
    "do",
    "dos",
    "van",
    "von",
    "der",
    "bin",
    "al",
    "el",
    "ben",
    "ibn",
    "di",
    "le",
    "du",
    "y",
    "ван",
    "фон",
    "де",
    "аль",
    "бен",
    "ибн",
    "ди",
    "да",
    "ля",
}


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words, the tokens [first, last) of a sentence."""

    sentence: Sentence
    first: int
    last: int

    def words(self) -> list[Token]:
        return self.sentence.tokens[self.first : self.last]


def _is_name_word(token: Token) -> bool:
    return token.kind == "w" and token.capital and not (token.text.isupper() and len(token.text) > 1)


def _taken(sentence: Sentence) -> set[int]:
    """Tokens that belong to an organisation, a country or a month, hence to no name."""
    taken: set[int] = set()
    for hit in sentence.hits:
        if hit.label.startswith(
            ("org.", "country.", "land.", "capital.", "type.", "weekday.", "name.stop", "unit.", "election")
        ):
            taken.update(range(hit.first, hit.last))
    return taken


def runs(sentence: Sentence) -> Iterator[Run]:
    """Maximal runs of name words, particles and initials inside allowed."""
    taken = _taken(sentence) | {
        index for index, token in enumerate(sentence.tokens) if token.capital and token.norm in common_words()
    }
    tokens, position = sentence.tokens, 0
    while position < len(tokens):
        if position in taken or not _is_name_word(tokens[position]):
            position += 1
            continue
        end = position + 1
        while end < len(tokens) and end - position < 2 * MAX_WORDS:
            step = _next(tokens, end, taken)
            if not step:
                break
            end = step
        yield Run(sentence, position, end)
        position = end


def _next(tokens: list[Token], at: int, taken: set[int]) -> int:
    """The token after one more part of a name at `at`, or 0."""
    token = tokens[at]
    glued = token.start - tokens[at - 1].end
    if at in taken or glued > 1 or "\n" in token.text:
        return 0
    if token.text == "." and len(tokens[at - 1].text) <= 2 and glued == 0:
        return at + 1
    if _is_name_word(token) and glued <= 1:
        return at + 1
    follows = at + 1 < len(tokens) and _is_name_word(tokens[at + 1]) and at + 1 not in taken
    return at + 2 if token.norm in _PARTICLES and not token.capital and follows else 0


def _role(reading: Reading, run: Run) -> tuple[int, int] | None:
    """The words of office beside a name: before it up to a mark, or after a comma."""
    sentence = run.sentence
    roles = sentence.of("role")
    before = [hit for hit in roles if run.first - 12 <= hit.first and hit.last <= run.first]
    if before:
        first = before[0].first
        for hit in before:
            between = [token.norm for token in sentence.tokens[hit.first : run.first]]
            if not {".", ";", ":"} & set(between):
                first = hit.first
                break
        return sentence.tokens[first].start, sentence.tokens[run.first - 1].end
    after = [hit for hit in roles if run.last <= hit.first <= run.last + 3]
    if after:
        hit = after[0]
        last = hit.last
        while last < len(sentence.tokens) and sentence.tokens[last].kind == "w" and last - hit.first < 10:
            last += 1
        return sentence.tokens[hit.first].start, sentence.tokens[last - 1].end
    return None


def _speaks(run: Run) -> bool:
    """Whether a verb of saying stands right beside the run."""
    return any(run.last <= hit.first <= run.last + 1 or hit.last == run.first for hit in run.sentence.of("say"))


def _office(run: Run) -> str:
    """The word of office that governs a name's case: the first one of an unbroken row before it."""
    roles = [hit for hit in run.sentence.of("role") if run.first - 7 <= hit.first and hit.last <= run.first]
    for hit in roles:
        between = {token.norm for token in run.sentence.tokens[hit.first : run.first] if token.kind == "p"}
        if not between:
            return run.sentence.tokens[hit.first].norm
    return ""


def _draft(reading: Reading, run: Run, name: str, certain: bool) -> PersonDraft:
    start, end = run.words()[0].start, run.words()[-1].end
    role = _role(reading, run)
    words = reading.text[start:end]
    return PersonDraft(
        start=start,
        end=end,
        quote=words,
        rule=RULE,
        confidence=Confidence.GRAMMAR if role else Confidence.HEURISTIC,
        because=(Cue(start, end, words, "name"),),
        name=name,
        role=reading.text[role[0] : role[1]].strip(' ,–—-«»"“”') if role else "",
        role_start=role[0] if role else None,
        role_end=role[1] if role else None,
        name_is_certain=certain,
    )


def people_of(reading: Reading) -> tuple[PersonDraft, ...]:
    """Everybody named with two names or more, once each, with the best form of the name that the text offers."""
    naming: Namer = namer(reading.pack.language)
    found: dict[str, PersonDraft] = {}
    for sentence in reading.sentences:
        if sentence.kind is BlockKind.ITEM and len(sentence.tokens) < 8:
            continue
        for run in runs(sentence):
            known = bool(_role(reading, run)) or _speaks(run)
            if not naming.is_person(run.words(), opens=run.first == 0, has_role=known):
                continue
            name, certain = naming.nominative(run.words(), before=_office(run))
            key = name.split()[-1].casefold()
            if key not in found or (not found[key].role and _role(reading, run)):
                found[key] = _draft(reading, run, name, certain)
    return tuple(found.values())
