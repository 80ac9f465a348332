"""Reports that a mission promises: which, when, counted from what."""

from datetime import date, timedelta

from apps.extraction.counted import Measured
from apps.extraction.drafts import PromiseDraft
from apps.extraction.measures import measured
from apps.extraction.reading import Reading, Sentence
from apps.extraction.vocabulary import Anchor, Confidence, ReportType, Voice

COUNTED, VAGUE = "promise.counted", "promise.vague"


def _report(reading: Reading, index: int) -> ReportType:
    """The kind of report named in the sentence, or in the one before it ("this report will …")."""
    for sentence in (reading.sentences[index], *reading.sentences[max(0, index - 1) : index]):
        for kind in (ReportType.FINAL, ReportType.INTERIM, ReportType.PRELIMINARY):
            if sentence.has(f"report.{kind}"):
                return kind
    return ReportType.OTHER


def _anchor(sentence: Sentence) -> Anchor:
    if sentence.has("anchor.process_end"):
        return Anchor.PROCESS_END
    if sentence.has("anchor.election_day"):
        return Anchor.ELECTION_DAY
    return Anchor.PUBLICATION


def _add_months(start: date, months: int) -> date:
    """The same day some months later, or the last one of that month."""
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    for day in range(start.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, min(start.day, 28))


def due_date(anchor: Anchor, count: int, unit: str, published: date | None, election_day: date | None) -> date | None:
    """The promised day; None where the period starts with an event whose day is not known yet."""
    start = {Anchor.PUBLICATION: published, Anchor.ELECTION_DAY: election_day}.get(anchor)
    if start is None or not 0 < count <= 500:
        return None
    if unit == "month":
        return _add_months(start, count)
    return start + timedelta(days=count * (7 if unit == "week" else 1))


def _counted(
    reading: Reading, index: int, one: Measured, published: date | None, day: date | None, voice: Voice
) -> PromiseDraft:
    sentence = reading.sentences[index]
    anchor = _anchor(sentence)
    start, end = sentence.start, sentence.end
    count = int(one.number.value)
    hits = [*sentence.starting("report."), *sentence.starting("anchor."), *([one.hit] if one.hit else [])]
    return PromiseDraft(
        start=start,
        end=end,
        quote=reading.text[start:end],
        rule=COUNTED,
        confidence=Confidence.GRAMMAR,
        because=reading.cues(sentence, hits),
        report=_report(reading, index),
        anchor=anchor,
        count=count,
        unit=one.unit,
        due=due_date(anchor, count, one.unit, published, day),
        voice=voice,
    )


def promises_of(
    reading: Reading, voices: dict[int, Voice], published: date | None, election_day: date | None
) -> tuple[PromiseDraft, ...]:
    """Every promised report, counted ("in eight weeks") or vague ("in the coming months")."""
    found = []
    for index, sentence in enumerate(reading.sentences):
        if not sentence.has("ctx.report"):
            continue
        voice = voices.get(index, Voice.REPORTER)
        periods = [one for one in measured(sentence) if one.unit in {"week", "month", "day"}]
        if periods and sentence.has("report.promise", "report.final", "report.interim"):
            found.append(_counted(reading, index, periods[0], published, election_day, voice))
        elif sentence.has("period.vague") and sentence.has("report.promise"):
            found.append(
                PromiseDraft(
                    start=sentence.start,
                    end=sentence.end,
                    quote=reading.text[sentence.start : sentence.end],
                    rule=VAGUE,
                    confidence=Confidence.HEURISTIC,
                    because=reading.cues(sentence, sentence.of("period.vague")),
                    report=_report(reading, index),
                    anchor=Anchor.UNKNOWN,
                    count=None,
                    unit=None,
                    due=None,
                    voice=voice,
                )
            )
    return tuple(found)
