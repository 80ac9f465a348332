"""Who is at the desk, and what the desk's pages share: addresses and the run that they are about."""

from typing import Any, TypeAlias
from uuid import UUID

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from apps.core.access import allowed
from apps.imports.models import ImportRun, Proposal
from apps.statements.models import TextVersion

Context: TypeAlias = dict[str, Any]
DECIDE, PUBLISH = "core.decide", "core.publish"


def person(request: HttpRequest, permission: str = DECIDE) -> User:
    return allowed(request, permission)


def run_url(run: ImportRun) -> str:
    return reverse("admin:imports_importrun_change", args=[run.pk])


def review_url(run_id: int, query: str = "", anchor: str = "") -> str:
    address = reverse("admin:imports_importrun_review", args=[run_id])
    return f"{address}{'?' if query else ''}{query}{anchor}"


def run_of(pk: int) -> ImportRun:
    return get_object_or_404(ImportRun.objects.select_related("version", "statement"), pk=pk)


def text_of(run: ImportRun) -> TextVersion:
    """The text of a run; one that has none has nothing to review."""
    return get_object_or_404(TextVersion, pk=run.version_id)


def proposal_of(run: ImportRun, pk: int) -> Proposal:
    return get_object_or_404(Proposal.objects.select_related("version"), pk=pk, version=run.version_id)


def stroke(given: str | None) -> UUID | None:
    """The name of a stroke from a form; None where the browser sent none."""
    try:
        return UUID(given or "")
    except ValueError:
        return None
