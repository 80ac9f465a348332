"""Whose text it is: an organisation's own statement or report, or a story about it."""

from apps.extraction.quotes import Speech
from apps.extraction.reading import Reading
from apps.extraction.sections import outline_of
from apps.extraction.vocabulary import BlockKind

OPENING = 12  # sentences within which a report names whose it is
REPORTED = 4  # sentences that tell what somebody said, from which a text reads as a story
REPORT_TOPICS = 3  # headings on that many topics make a report


def is_own_statement(reading: Reading, speech: dict[int, list[Speech]]) -> bool:
    """Whether an organisation speaks for itself here: in the first person outside quotation marks, or as author."""
    head = reading.sentences[:4]
    if sum(one.has("say", "say.by") for one in reading.body) >= REPORTED:
        head = [one for one in head if one.kind is not BlockKind.HEADLINE]  # papers' headlines say "hails", too
    authored = any(one.has("st.own") and (one.starting("org.") or one.has("who.own")) for one in head)
    present = sum(one.has("st.own") and one.has("who.mission") for one in reading.body)
    titled = any(one.has("st.report") and one.starting("org.") for one in head[:1])
    spoken = 0
    for sentence in reading.body:
        for hit in sentence.of("who.own"):
            start, _end = sentence.place(hit)
            spoken += not any(one.start <= start < one.end for one in speech.get(sentence.block, []))
    return authored or present >= 2 or spoken >= 2 or (titled and bool(present or spoken)) or is_titled_report(reading)


def is_titled_report(reading: Reading) -> bool:
    """Whether a text is laid out as a mission's report: a title that only names it, or sections on several topics.

    News agencies put no headings on "campaign" and "media" into their stories, and verdicts into their titles.
    """
    outline = outline_of(reading)
    named = any(one.has("who.mission") or one.starting("org.") for one in reading.sentences[:OPENING])
    if named and outline.titled >= REPORT_TOPICS:
        return True
    title = [one for index, one in enumerate(reading.sentences[:3]) if index in outline.headings]
    bare = not any(one.has("say", "pos", "neg") for one in title)
    presented = any(one.has("who.mission") or one.starting("org.") for one in title)
    return bare and presented and any(one.has("st.title") for one in title)
