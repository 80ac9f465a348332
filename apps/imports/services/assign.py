"""Whose work an import is."""

from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core.people import deciders
from apps.imports.models import ImportRun
from apps.notices.choices import NoticeKind
from apps.notices.services import named, notify, tell_assigned
from apps.statements.models import Statement


def page_of(run: ImportRun) -> str:
    return reverse("admin:imports_importrun_change", args=[run.pk])


def may_be_assigned(run: ImportRun) -> "list[User]":
    """The people to whom an import can be given: those who decide, and who may see its missions."""
    missions = list(run.statement.missions.values_list("pk", flat=True)) if run.statement else None
    return list(deciders(missions=missions))


@transaction.atomic
def assign(*, run: ImportRun, to: User | None, by: User, at: datetime) -> bool:
    """Give an import to somebody, or to nobody; the person is told. False where it was theirs already."""
    current = ImportRun.objects.select_for_update(of=("self",)).select_related("statement").get(pk=run.pk)
    if to is not None and to not in may_be_assigned(current):
        raise ValidationError(_("Choose somebody who decides on proposals and may see this import."))
    if current.assigned_to_id == (to.pk if to else None):
        return False
    current.assigned_to = to
    current.save(update_fields=["assigned_to", "updated_at"])
    if to is not None:
        subject = current.statement or current
        tell_assigned(record=subject, code=current.code, to=to, by=by, at=at, address=page_of(current))
    return True


def tell_ready(*, run: ImportRun, statement: Statement) -> None:
    """Tell whoever brought a text in, and whose work it is, that it waits for review; in the caller's transaction."""
    people = User.objects.filter(pk__in=[pk for pk in (run.started_by_id, run.assigned_to_id) if pk], is_active=True)
    notify(
        people=people,
        kind=NoticeKind.IMPORT_READY,
        event=f"import {run.code}",
        record=named(statement),
        address=page_of(run),
    )
