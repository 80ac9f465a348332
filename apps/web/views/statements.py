"""The statement reader: the whole text, with every quote that a claim rests on."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.findings.choices import Voice
from apps.statements.models import Statement, TextVersion
from apps.web import selectors
from apps.web.notes import NotedParagraph, noted_paragraphs


@require_safe
def statement(request: HttpRequest, code: str) -> HttpResponse:
    """A statement in its newest version, or in the one that `?version=` names: quotes belong to one version."""
    shown = get_object_or_404(selectors.statements(), code=code)
    versions = list(shown.versions.defer("body").order_by("number"))
    version = _version(versions, request.GET.get("version"))
    checks = list(selectors.headline_checks_of(version))
    evidence = [item for kind in selectors.CLAIMS for item in selectors.evidence_in(version, kind)]
    text = noted_paragraphs(version.body, evidence=evidence, roles=selectors.roles_quoted_in(version), checks=checks)
    heading, text = _heading(shown, text)
    context = {
        "statement": shown,
        "version": version,
        "versions": versions,
        "heading": heading,
        "text": text,
        "check": checks[0] if checks else None,
        "voices": _voices([*heading, *text]),
        "missions": selectors.missions(statement_links__statement=shown),
        "related": _related(shown),
    }
    return render(request, "web/statement.html", context)


def _version(versions: Sequence[TextVersion], number: str | None) -> TextVersion:
    if number is None:
        return versions[-1]
    for version in versions:
        if str(version.number) == number:
            return version
    raise Http404


def _heading(shown: Statement, text: list[NotedParagraph]) -> tuple[list[NotedParagraph], list[NotedParagraph]]:
    """The title as it stands in the text, where the text begins with it, so that no page says it twice."""
    if not text:
        return [], text
    first = "".join(piece.text for piece in text[0].paragraph.pieces)
    if first.strip() != shown.title.strip():
        return [], text
    return text[:1], text[1:]


def _voices(text: list[NotedParagraph]) -> list[Voice]:
    """The voices that the text's marks show, in the order of the closed set."""
    found = {note.span.voice for item in text for note in item.notes}
    return [voice for voice in Voice if voice in found]


def _related(shown: Statement) -> QuerySet[Statement]:
    """Copies, translations and originals that are public."""
    known = [pk for pk in (shown.copy_of_id, shown.translation_of_id) if pk is not None]
    return selectors.statements().filter(Q(copy_of=shown) | Q(translation_of=shown) | Q(pk__in=known))
