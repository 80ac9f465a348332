"""Publishing and withdrawing: the only ways by which a record changes what readers see."""

from datetime import datetime
from typing import TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.core.choices import ChangeKind, PublicationState
from apps.core.models import Change, Publishable
from apps.core.standard_reasons import replaced_by

P = TypeVar("P", bound=Publishable)


class NotAllowed(ValidationError):
    """The record is not in a state in which this can be done."""


def code_of(record: Publishable) -> str:
    return str(getattr(record, "code"))  # noqa: B009  every publishable record has a code; the abstract class has none


def record_kind(record: Publishable) -> str:
    return str(record._meta.model_name)


def log_change(*, record: Publishable, kind: ChangeKind, at: datetime, note: str = "") -> Change:
    """Write one line of the change log, in the caller's transaction."""
    visible_from = max([at, *record.embargoes()])
    return Change.objects.create(
        visible_from=visible_from, kind=kind, record=record_kind(record), code=code_of(record), note=note
    )


def _locked(record: P) -> P:
    return type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)


@transaction.atomic
def publish(*, record: P, by: User, at: datetime) -> P:
    """Make a draft public. A record that is public already is returned as it is; a withdrawn one is refused."""
    current = _locked(record)
    if current.is_published:
        return current
    if current.is_withdrawn:
        raise NotAllowed(_("A withdrawn record cannot be published again: enter a new one that replaces it."))
    reason = current.why_not_publish()
    if reason:
        raise NotAllowed(reason)
    current.state = PublicationState.PUBLISHED
    current.published_at = at
    current.published_by = by
    current.save(update_fields=["state", "published_at", "published_by", "updated_at"])
    log_change(record=current, kind=ChangeKind.PUBLISHED, at=at)
    _withdraw_superseded(current, by=by, at=at)
    return current


def _withdraw_superseded(record: Publishable, *, by: User, at: datetime) -> None:
    """Withdraw what the record replaces, so that readers never see both nor neither."""
    old = record.superseded()
    if old is not None and old.is_published:
        if any(end > at for end in record.embargoes()):
            raise NotAllowed(
                _(
                    "It replaces a public record, so it is published once its embargo is over: "
                    "until then readers see the old one."
                )
            )
        note = record.reason_to_supersede() or replaced_by(code_of(record))
        withdraw(record=old, by=by, at=at, note=note, kind=ChangeKind.REPLACED)


@transaction.atomic
def withdraw(*, record: P, by: User, at: datetime, note: str, kind: ChangeKind = ChangeKind.WITHDRAWN) -> P:
    """Take a published record back, with the reason that its address will show from now on."""
    current = _locked(record)
    if not note.strip():
        raise NotAllowed({"note": _("Say why it is withdrawn: readers will see the reason.")})
    if not current.is_published:
        raise NotAllowed(_("Only a published record can be withdrawn."))
    current.state = PublicationState.WITHDRAWN
    current.withdrawn_at = at
    current.withdrawn_by = by
    current.withdrawal_note = note.strip()
    current.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawal_note", "updated_at"])
    log_change(record=current, kind=kind, at=at, note=current.withdrawal_note)
    return current
