"""People named in a text: runs of capitalised words that are neither places nor bodies, put into the nominative."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.extraction.drafts import Cue, PersonDraft
from apps.extraction.names import Namer, Place, common_words, namer
from apps.extraction.reading import Reading, Sentence
from apps.extraction.tagger import tagger
from apps.extraction.tokens import Token
from apps.extraction.vocabulary import BlockKind, Confidence

RULE = "person.capital_run"
MAX_WORDS = 5
MAX_TAGGED = 60  # sentences that the tagger reads in one text
INCOMPLETE = "People may be incomplete: the tagger that decides on uncertain names is not installed."
_PARTING = {",", ".", ";", ":", "–", "—", "(", ")", "и", "с", "та", "і", "з"}
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


_LEADING = {"headed", "led", "chaired", "conduite", "conduit", "dirigée", "dirigé", "présidée", "présidé"}
_LEADING |= {"encabezada", "encabezado", "liderada", "liderado", "presidida", "presidido", "dirigida", "dirigido"}


def _leads(run: Run) -> bool:
    """Whether something is led by the run: "a delegation headed by Jane Doe"."""
    before = [token.norm for token in run.sentence.tokens[max(0, run.first - 2) : run.first]]
    return len(before) > 1 and before[0] in _LEADING and before[1] in {"by", "par", "por"}


def _is_initials(run: Run) -> bool:
    """Whether a run holds no full word: "U.S."."""
    return all(len(token.text) <= 2 for token in run.words())


def _place(reading: Reading, run: Run, attested: frozenset[str]) -> Place:
    """What stands around a name: the first office of an unbroken row before it, else the preposition before it."""
    tokens = run.sentence.tokens
    roles = [hit for hit in run.sentence.of("role") if run.first - 7 <= hit.first and hit.last <= run.first]
    office = ""
    for hit in roles:
        between = {token.norm for token in tokens[hit.first : run.first]}
        inside = tokens[hit.last : run.first]
        told = any(reading.pack.finite.search(token.norm) for token in inside if not token.capital)
        if not between & _PARTING and not told:
            office = tokens[hit.first].norm
            break
    before = tokens[run.first - 1].norm if run.first else ""
    return Place(office, before if not office else "", _is_beside_saying(run), attested)


def _is_beside_saying(run: Run) -> bool:
    """Whether the name is the subject of a verb of saying: right before it, or right after it."""
    return any(hit.first == run.last or hit.last == run.first for hit in run.sentence.of("say"))


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


def _stripped(run: Run, naming: Namer) -> Run:
    """A run without the ordinary words with a capital before the name: "President", "Senator"."""
    first = run.first
    words = run.sentence.tokens
    while run.last - first > 2 and naming.ordinary(words[first]) and words[first + 1].kind == "w":
        first += 1
    return Run(run.sentence, first, run.last)


class _Doubts:
    """Decides on names that rules leave open, by the tagger where there is one; reads each sentence once."""

    def __init__(self, reading: Reading, naming: Namer) -> None:
        self.reading = reading
        self.naming = naming
        self._read: dict[int, list[tuple[int, int]]] = {}
        self.unanswered = False

    def resolve(self, run: Run) -> Run | None:
        """The name within an uncertain run, or None."""
        language = self.reading.pack.language
        expert = tagger(language) if len(self._read) < MAX_TAGGED else None
        if expert is None:
            self.unanswered |= language == "ru"
            return run if self.naming.guess(run.words()) else None
        start = run.sentence.start
        if start not in self._read:
            self._read[start] = expert.people(self.reading.text[start : run.sentence.end])
        places = [(start + first, start + last) for first, last in self._read[start]]
        kept = [
            index
            for index in range(run.first, run.last)
            if any(first <= run.sentence.tokens[index].start < last for first, last in places)
        ]
        return Run(run.sentence, kept[0], kept[-1] + 1) if len(kept) > 1 else None


def people_of(reading: Reading) -> tuple[PersonDraft, ...]:
    """Everybody named with two names or more, once each, with the best form of the name that the text offers."""
    naming: Namer = namer(reading.pack.language)
    doubts = _Doubts(reading, naming)
    found: dict[str, PersonDraft] = {}
    attested = frozenset(token.norm for one in reading.sentences for token in one.tokens if token.capital)
    for sentence in reading.sentences:
        if sentence.kind is BlockKind.ITEM and len(sentence.tokens) < 8:
            continue
        for wide in runs(sentence):
            run: Run | None = (narrow := _stripped(wide, naming))
            if _is_initials(narrow):
                continue
            known = bool(_role(reading, narrow)) or _speaks(narrow) or _leads(narrow)
            verdict = naming.is_person(narrow.words(), has_role=known)
            if verdict is None:
                run = doubts.resolve(narrow)
            if verdict is False or run is None:
                continue
            name, certain = naming.nominative(run.words(), _place(reading, run, attested))
            key = name.split()[-1].casefold()
            if key not in found or (not found[key].role and _role(reading, run)):
                found[key] = _draft(reading, run, name, certain)
    if doubts.unanswered:
        reading.warnings.append(INCOMPLETE)
    return tuple(found.values())
