"""How to cite a claim, in words, as BibTeX and as RIS: each names the words, whose they are, and both addresses."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext

from apps.findings.choices import Voice
from apps.findings.models import AnyClaim
from apps.web.selectors import lead_quote
from apps.web.wording import VOICE_SHORT, day_text, reader_language

LONGEST: Final = 300
CUT: Final = "…"
SITE: Final = "Electionwatch"
QUOTATION_MARKS: Final = {"en": "“%s”", "ru": "«%s»", "kk": "«%s»"}
# Signs that LaTeX obeys instead of printing them.
LATEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Form(StrEnum):
    """A form of citation, by the ending of its file."""

    TEXT = "txt"
    BIBTEX = "bib"
    RIS = "ris"


CONTENT_TYPES: Final = {
    Form.TEXT: "text/plain; charset=utf-8",
    Form.BIBTEX: "application/x-bibtex; charset=utf-8",
    Form.RIS: "application/x-research-info-systems; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a citation says, one line each; `quoted` says that the words are the mission's own."""

    code: str
    speaker: str
    words: str
    quoted: bool
    note: str
    title: str
    publisher: str
    published_on: date | None
    language: str
    original: str
    address: str
    accessed: date


def reference(claim: AnyClaim, *, address: str, accessed: date) -> Reference:
    """The reference of a claim that has a page. Retold words are marked, and never in quotation marks."""
    quote = lead_quote(claim)
    if quote is None and claim.has_reference:
        return _without_text(claim, address=address, accessed=accessed)
    if quote is None:
        raise ValueError("a claim with a page has a public quote")
    statement = quote.version.statement
    return Reference(
        code=claim.code,
        speaker=_line(claim.speaker.local_name if claim.speaker else "", str(claim.mission.organisation)),
        words=_shortened(_line(quote.exact)),
        quoted=claim.voice == Voice.MISSION_QUOTE and not statement.is_retold,
        note=_note(claim, is_retold=statement.is_retold),
        title=_line(statement.title),
        publisher=_line(str(statement.publisher) if statement.publisher else ""),
        published_on=statement.published_on,
        language=quote.version.language,
        original=_line(statement.url),
        address=address,
        accessed=accessed,
    )


def _without_text(claim: AnyClaim, *, address: str, accessed: date) -> Reference:
    """The reference of a claim of which no text is held: the analyst's sentence, never as anybody's words."""
    return Reference(
        code=claim.code,
        speaker=_line(claim.speaker.local_name if claim.speaker else "", str(claim.mission.organisation)),
        words=_shortened(_line(claim.summary_text)),
        quoted=False,
        note="; ".join(filter(None, [gettext("A summary: no text is held"), _note(claim, is_retold=False)])),
        title=_line(
            claim.entered_from_title,
            gettext("p.\u00a0%(page)s") % {"page": claim.entered_from_page} if claim.entered_from_page else "",
        ),
        publisher=_line(claim.entered_from_publisher),
        published_on=claim.entered_from_date,
        language=claim.language,
        original=_line(claim.entered_from_place),
        address=address,
        accessed=accessed,
    )


def cite(form: Form, item: Reference) -> str:
    """The citation in a form, as a file has it."""
    return _WRITERS[form](item)


def as_text(item: Reference) -> str:
    words = QUOTATION_MARKS[reader_language()] % item.words if item.quoted else item.words
    accessed = gettext("accessed %(day)s") % {"day": day_text(item.accessed)}
    parts = [
        f"{item.speaker}: {words}",
        *([f"[{item.note}]"] if item.note else []),
        gettext("In: %(title)s") % {"title": item.title},
        ", ".join(part for part in (item.publisher, day_text(item.published_on) if item.published_on else "") if part),
        item.original,
        f"{SITE}, {item.code}, {item.address}, {accessed}",
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + ".\n"


def as_bibtex(item: Reference) -> str:
    where = ", ".join(part for part in (item.title, item.publisher) if part)
    note = ". ".join(part for part in (item.note, f"Original: {item.original}" if item.original else "") if part)
    fields = {
        "author": f"{{{_latex(item.speaker)}}}",
        "title": f"{{{_latex(item.words)}}}",
        "howpublished": _latex(f"In: {where}"),
        "year": str(item.published_on.year) if item.published_on else "",
        "month": str(item.published_on.month) if item.published_on else "",
        "day": str(item.published_on.day) if item.published_on else "",
        "publisher": SITE,
        "url": item.address,
        "urldate": item.accessed.isoformat(),
        "language": item.language,
        "note": _latex(note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{SITE.lower()}-{item.code},", *lines, "}", ""])


def as_ris(item: Reference) -> str:
    """Every line is a tag of two signs, two spaces, a hyphen and a space; lines end as the format wants it."""
    day = item.published_on
    tags = [
        ("TY", "ELEC"),
        ("ID", item.code),
        ("AU", item.speaker),
        ("TI", item.words),
        ("T2", item.title),
        ("PB", item.publisher),
        ("PY", str(day.year) if day else ""),
        ("DA", f"{day:%Y/%m/%d}/" if day else ""),
        ("LA", item.language),
        ("DB", SITE),
        ("UR", item.address),
        ("UR", item.original),
        ("Y2", f"{item.accessed:%Y/%m/%d}/"),
        ("N1", item.note),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in [*((t, v) for t, v in tags if v), ("ER", "")])


_WRITERS: Final[dict[Form, Callable[[Reference], str]]] = {
    Form.TEXT: as_text,
    Form.BIBTEX: as_bibtex,
    Form.RIS: as_ris,
}


def _note(claim: AnyClaim, *, is_retold: bool) -> str:
    parts = []
    if is_retold:
        parts.append(gettext("Retold for demonstration: nobody said these words, do not quote them"))
    if claim.voice != Voice.MISSION_QUOTE:
        parts.append(str(VOICE_SHORT[Voice(claim.voice)]))
    if claim.is_withdrawn and claim.withdrawn_at:
        parts.append(gettext("Withdrawn on %(day)s") % {"day": day_text(claim.withdrawn_at.date())})
    return "; ".join(parts)


def _line(*parts: str) -> str:
    """Parts in one line, without signs that would end a field."""
    return ", ".join(" ".join(CONTROL.sub(" ", part).split()) for part in parts if part)


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rsplit(' ', 1)[0]}{CUT}"


def _latex(text: str) -> str:
    return text.translate(LATEX)
