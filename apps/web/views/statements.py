"""The statement reader: the whole text, with every quote that a claim rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.db.models import Q, QuerySet, TextChoices
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.findings.choices import Topic, Voice
from apps.statements.models import Statement, TextVersion
from apps.web import selectors
from apps.web.differences import differences
from apps.web.linked_data import statement_data
from apps.web.notes import Chosen, NotedParagraph, noted_paragraphs, tally


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the notes, with the address that does it or, where it is chosen, undoes it."""

    value: TextChoices
    number: int
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Relatives:
    """Other public texts of the same words: what this one copies or translates, who carried and who translated it."""

    original: Statement | None
    copies: list[Statement]
    translated_from: Statement | None
    translations: list[Statement]


@require_safe
def statement(request: HttpRequest, code: str) -> HttpResponse:
    """A statement in its newest version, or in the one that `?version=` names: quotes belong to one version."""
    shown, versions = _statement(code)
    version = _version(versions, request.GET.get("version"))
    chosen = _chosen(request.GET)
    checks = list(selectors.headline_checks_of(version))
    evidence = list(selectors.evidence_in(version))
    text = noted_paragraphs(
        version.body,
        evidence=evidence,
        roles=selectors.roles_quoted_in(version),
        checks=checks,
        chosen=chosen,
    )
    heading, text = _heading(shown, text)
    voices, topics = tally(evidence)
    context = {
        "statement": shown,
        "version": version,
        "versions": versions,
        "heading": heading,
        "text": text,
        "check": checks[0] if checks else None,
        "voices": _choices("voice", [(voice, voices[voice]) for voice in Voice if voices[voice]], request.GET),
        "topics": _choices("topic", [(topic, topics[topic]) for topic in Topic if topics[topic]], request.GET),
        "is_narrow": chosen.is_narrow,
        "everything": _query(request.GET, voice="", topic=""),
        "canonical_query": f"version={version.number}" if version is not versions[-1] else "",
        "missions": selectors.missions(statement_links__statement=shown),
        "relatives": _relatives(shown),
        "data": statement_data(request, shown, version),
    }
    return render(request, "web/statement.html", context)


@require_safe
def changes(request: HttpRequest, code: str) -> HttpResponse:
    """Two versions of a statement compared word by word; without numbers, the last two."""
    shown, versions = _statement(code)
    if len(versions) < 2:
        raise Http404
    old = _version(versions, request.GET.get("from", str(versions[-2].number)))
    new = _version(versions, request.GET.get("to", str(versions[-1].number)))
    context = {
        "statement": shown,
        "old": old,
        "new": new,
        "versions": versions,
        "paragraphs": differences(old.body, new.body),
        "canonical_query": f"from={old.number}&to={new.number}",
    }
    return render(request, "web/statement_changes.html", context)


@require_safe
def beside(request: HttpRequest, code: str) -> HttpResponse:
    """A translation and what it translates, paragraph by paragraph; `?with=` chooses one of several translations."""
    shown, versions = _statement(code)
    relatives = _relatives(shown)
    others = [item for item in (relatives.translated_from, *relatives.translations) if item is not None]
    wanted = request.GET.get("with")
    other = next((item for item in others if wanted in (None, item.code)), None)
    if other is None:
        raise Http404
    mine, theirs = versions[-1], other.versions.latest("number")
    is_original = other != relatives.translated_from
    columns = ((shown, mine), (other, theirs)) if is_original else ((other, theirs), (shown, mine))
    lines = [[line for line in version.body.split("\n") if line.strip()] for _statement, version in columns]
    context = {
        "statement": shown,
        "original": columns[0],
        "translation": columns[1],
        "rows": list(zip_longest(*lines, fillvalue="")),
        "is_even": len(lines[0]) == len(lines[1]),
        "canonical_query": f"with={other.code}",
    }
    return render(request, "web/statement_beside.html", context)


def _statement(code: str) -> tuple[Statement, list[TextVersion]]:
    """A public statement with its versions, oldest first, their texts left in the database."""
    shown = get_object_or_404(selectors.statements(), code=code)
    return shown, list(shown.versions.defer("body").order_by("number"))


def _version(versions: Sequence[TextVersion], number: str | None) -> TextVersion:
    if number is None:
        return versions[-1]
    for version in versions:
        if str(version.number) == number:
            return version
    raise Http404


def _chosen(parameters: Mapping[str, str]) -> Chosen:
    """What an address asks for; a value that is none of ours asks for nothing."""
    voice, topic = parameters.get("voice"), parameters.get("topic")
    return Chosen(
        voice=Voice(voice) if voice in Voice.values else None, topic=Topic(topic) if topic in Topic.values else None
    )


def _choices(name: str, counted: Sequence[tuple[TextChoices, int]], parameters: QueryDict) -> list[Choice]:
    current = parameters.get(name)
    return [
        Choice(
            value=value,
            number=number,
            query=_query(parameters, **{name: "" if current == value else str(value)}),
            is_chosen=current == value,
        )
        for value, number in counted
    ]


def _query(parameters: QueryDict, **changes: str) -> str:
    """The address's own parameters with some changed; an empty value leaves one out."""
    known = {name: parameters.get(name, "") for name in ("version", "voice", "topic")} | changes
    made = QueryDict(mutable=True)
    made.update({name: value for name, value in known.items() if value})
    return made.urlencode()


def _heading(shown: Statement, text: list[NotedParagraph]) -> tuple[list[NotedParagraph], list[NotedParagraph]]:
    """The title as it stands in the text, where the text begins with it, so that no page says it twice."""
    if not text:
        return [], text
    first = "".join(piece.text for piece in text[0].paragraph.pieces)
    if first.strip() != shown.title.strip():
        return [], text
    return text[:1], text[1:]


def _relatives(shown: Statement) -> Relatives:
    """Copies, translations and originals that are public, in one query."""
    known = [pk for pk in (shown.copy_of_id, shown.translation_of_id) if pk is not None]
    found: QuerySet[Statement] = selectors.statements().filter(
        Q(copy_of=shown) | Q(translation_of=shown) | Q(pk__in=known)
    )
    items = list(found)
    return Relatives(
        original=next((item for item in items if item.pk == shown.copy_of_id), None),
        copies=[item for item in items if item.copy_of_id == shown.pk],
        translated_from=next((item for item in items if item.pk == shown.translation_of_id), None),
        translations=[item for item in items if item.translation_of_id == shown.pk],
    )
