"""Who speaks in each sentence: the mission, somebody else, or the reporter; and which stretches are direct speech."""

from dataclasses import dataclass, field
from enum import StrEnum

from apps.extraction.authorship import is_own_statement
from apps.extraction.drafts import PersonDraft
from apps.extraction.lexer import Hit
from apps.extraction.organisations import is_norm, longest
from apps.extraction.quotes import Speech
from apps.extraction.reading import Reading, Sentence
from apps.extraction.sides import Speaker, distance, is_office, side_of, sides_of
from apps.extraction.speech import speech_of
from apps.extraction.vocabulary import BlockKind, Voice

_PRO_DROP = {"es", "kk"}  # a verb of saying without a subject takes up the last speaker
MOSTLY = 0.7  # the part of a passage inside quotation marks from which it counts as direct speech
SHORT = 20  # sentences: in a report of this length who speaks carries over from one paragraph to the next


class How(StrEnum):
    """How a sentence's speaker is known."""

    DIRECT = "direct"
    PRONOUN = "pronoun"
    BACK = "back"
    SPEECH = "speech"
    OWN = "own"
    INHERITED = "inherited"
    NONE = "none"


@dataclass(slots=True)
class Turn:
    """What is known about one sentence: its speaker, how, and its direct speech."""

    speaker: Speaker = Speaker.NOBODY
    how: How = How.NONE
    speech: list[Speech] = field(default_factory=list)
    because: Hit | None = None
    name: str | None = None
    body: str | None = None


@dataclass(slots=True)
class Discourse:
    """One turn for each sentence of a reading; `own` where the text is an organisation's own statement."""

    turns: list[Turn]
    own: bool
    advocacy: bool = False

    def voice(self, index: int, start: int, end: int) -> Voice:
        """The voice of text[start:end] inside sentence `index`."""
        turn = self.turns[index]
        heard = sum(max(0, min(end, one.end) - max(start, one.start)) for one in turn.speech)
        spoken = heard >= MOSTLY * (end - start)
        if turn.speaker is Speaker.OTHER:
            return Voice.OTHER_PARTY
        if turn.speaker is Speaker.MISSION:
            return Voice.MISSION_QUOTE if spoken or turn.how is How.OWN else Voice.MISSION_PARAPHRASE
        return Voice.REPORTER


class _Teller:
    """Walks through the sentences and keeps who spoke last."""

    def __init__(
        self, reading: Reading, people: tuple[PersonDraft, ...], own: bool, speech: dict[int, list[Speech]]
    ) -> None:
        self.reading = reading
        self.speech = speech
        self.sides = sides_of(people, reading, own=own)
        self.own = own
        self.last = Speaker.MISSION if own else Speaker.NOBODY
        self.body: str | None = None
        self.turns: list[Turn] = []

    def _named(self, sentence: Sentence) -> Speaker | None:
        for token in sentence.tokens:
            if token.capital and token.norm[:6] in self.sides:
                return self.sides[token.norm[:6]]
        return None

    def _said_by(self, sentence: Sentence) -> Speaker | None:
        """Whose words a sentence with a verb of saying reports: the actor nearest to that verb."""
        verbs = sentence.of("say", "say.by", "say.back")
        if not verbs:
            return None
        if sentence.has("say.back") and (named := self._named(sentence)):
            return named
        ranked: list[tuple[float, Speaker]] = []
        for hit in sentence.hits:
            side = side_of(hit)
            if side:
                gap = min(distance(sentence, verb, hit.first, hit.last) for verb in verbs)
                ranked.append((gap + (0.5 if side is Speaker.OTHER else 0.0) - 5 * is_office(hit), side))
        for place, token in enumerate(sentence.tokens):
            side = self.sides.get(token.norm[:6]) if token.capital else None
            if side:
                gap = min(distance(sentence, verb, place, place + 1) for verb in verbs)
                ranked.append((gap - 1, side))
        return min(ranked, key=lambda one: one[0])[1] if ranked else None

    def turn(self, sentence: Sentence, speech: list[Speech]) -> Turn:
        inside = [one for one in speech if one.start < sentence.end and sentence.start < one.end]
        said = self._said_by(sentence)
        if (
            sentence.has("say.pronoun")
            and (said is None or sentence.has("say.pronoun"))
            and self.last is not Speaker.NOBODY
        ):
            return Turn(
                said if said is Speaker.OTHER and not self._pronoun_first(sentence) else self.last, How.PRONOUN, inside
            )
        if self.own and said is Speaker.OTHER and not inside:
            return Turn(Speaker.MISSION, How.OWN, inside)  # what others told a mission, its own report tells as its own
        if said:
            how = How.BACK if sentence.has("say.back") else How.DIRECT
            return Turn(said, how, inside)
        if self.own:
            return Turn(Speaker.MISSION, How.OWN, inside)
        if inside and self.last is not Speaker.NOBODY:
            return Turn(self.last, How.SPEECH, inside)
        if sentence.has("say") and self.last is Speaker.MISSION and self.reading.pack.language in _PRO_DROP:
            return Turn(Speaker.MISSION, How.PRONOUN, inside)
        if sentence.has("who.narrator"):
            return Turn()
        if self._is_listed(sentence):
            return Turn(Speaker.MISSION, How.DIRECT, inside)
        if self._tells_of_others(sentence):
            return Turn(Speaker.NOBODY, How.NONE, inside)
        if sentence.has("who.mission") or (self.last is Speaker.MISSION and self._goes_on(sentence)):
            return Turn(Speaker.MISSION, How.INHERITED, inside)
        return Turn(Speaker.NOBODY, How.NONE, inside)

    def _is_listed(self, sentence: Sentence) -> bool:
        """Whether a sentence is an entry of a list under "The mission notes with satisfaction:"."""
        index = len(self.turns)
        if sentence.kind is not BlockKind.ITEM or not index or self.turns[-1].speaker is not Speaker.MISSION:
            return False
        before = self.reading.sentences[index - 1]
        listed = before.kind is BlockKind.ITEM or before.tokens[-1].norm == ":"
        return listed and self.turns[-1].how is How.DIRECT

    def _tells_of_others(self, sentence: Sentence) -> bool:
        """Whether a sentence without a verb of saying leaves the mission: it names others and opens a paragraph."""
        index = len(self.turns)
        opens = index == 0 or self.reading.sentences[index - 1].block != sentence.block
        others = sentence.has("who.other") and not sentence.has("who.mission") and not sentence.starting("org.")
        return others and (opens or self.turns[-1].speaker is not Speaker.MISSION)

    def _goes_on(self, sentence: Sentence) -> bool:
        """Whether the mission may still be speaking: in the same block, or anywhere in a short report."""
        index = len(self.turns)
        same = index > 0 and self.reading.sentences[index - 1].block == sentence.block
        return same or sentence.kind is BlockKind.ITEM or len(self.reading.sentences) <= SHORT

    @staticmethod
    def _pronoun_first(sentence: Sentence) -> bool:
        return bool(sentence.of("say.pronoun"))

    def walk(self) -> list[Turn]:
        speech = self.speech
        for index, sentence in enumerate(self.reading.sentences):
            turn = self.turn(sentence, speech.get(sentence.block, []))
            self._speech_owner(index, sentence, turn)
            if turn.speaker is not Speaker.NOBODY:
                self.last = turn.speaker
            if turn.speaker is Speaker.MISSION:
                self.body = _body(sentence) or self.body
                turn.body = self.body
            self.turns.append(turn)
            if turn.how is How.BACK or (index and self._lead_of(index)):
                self._look_back(index, turn.speaker)
        self._tails()
        return self.turns

    def _lead_of(self, index: int) -> bool:
        """Whether the sentence before is an unattributed verdict that this one attributes ("This was said by …")."""
        return self.turns[index].how is How.BACK

    def _look_back(self, index: int, speaker: Speaker) -> None:
        """Gives the sentences before, up to another speaker, to the one whom this sentence names."""
        for back in range(index - 1, max(-1, index - 4), -1):
            turn, sentence = self.turns[back], self.reading.sentences[back]
            if sentence.kind is BlockKind.HEADLINE or turn.how not in {How.NONE, How.INHERITED}:
                return
            self.turns[back] = Turn(speaker, How.BACK, turn.speech, body=self.body)

    def _speech_owner(self, index: int, sentence: Sentence, turn: Turn) -> None:
        """The organisation's own text may still quote others; the reporter's may quote anybody."""
        if self.own and turn.speaker is Speaker.MISSION and turn.how is How.DIRECT:
            turn.how = How.OWN

    def _tails(self) -> None:
        """A paragraph of speech whose speaker is named only at its end belongs to that speaker throughout."""
        for index in range(len(self.turns) - 1, 0, -1):
            one, before = self.turns[index], self.turns[index - 1]
            same = self.reading.sentences[index].block == self.reading.sentences[index - 1].block
            shared = {(s.start, s.end) for s in one.speech} & {(s.start, s.end) for s in before.speech}
            if same and shared and one.speaker is not Speaker.NOBODY:
                self.turns[index - 1] = Turn(one.speaker, How.SPEECH, before.speech, body=one.body)


def _body(sentence: Sentence) -> str | None:
    """The first organisation that a sentence names as more than an owner of standards."""
    named = [hit for hit in longest(sentence.starting("org.")) if not is_norm(sentence, hit)]
    return named[0].label.partition(".")[2] if named else None


def discourse_of(reading: Reading, people: tuple[PersonDraft, ...]) -> Discourse:
    """The speaker of every sentence."""
    speech = speech_of(reading)
    own = is_own_statement(reading, speech)
    advocacy = own and any(one.has("st.advocacy") for one in reading.sentences[:3])
    return Discourse(_Teller(reading, people, own, speech).walk(), own, advocacy)
