"""Taking back what accepting a proposal made, as long as no reader has seen it."""

from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from apps.core.services import NotAllowed
from apps.findings.models import Deliverable, Figure, Finding, HeadlineCheck, Recommendation

# Elections, missions and roles stay when a decision about them is undone: other claims may hang on them by now.
_REMOVED = {
    "finding": Finding,
    "figure": Figure,
    "recommendation": Recommendation,
    "deliverable": Deliverable,
    "headlinecheck": HeadlineCheck,
}


def unmake(result: str) -> None:
    """Delete the draft that a proposal became. Raises NotAllowed where it has been published."""
    kind, _colon, code = result.partition(":")
    model: Any = _REMOVED.get(kind)
    record = model.objects.filter(code=code).first() if model else None
    if record is None:
        return
    if not record.is_draft:
        raise NotAllowed(_("This has been published: withdraw it instead."))
    try:
        record.delete()
    except ProtectedError as error:
        raise NotAllowed(_("Other records rest on this one: remove them first.")) from error
