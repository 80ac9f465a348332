"""Correcting what is public: a new draft with the same words, which takes the old claim's place once published."""

from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.core.choices import PublicationState
from apps.core.models import Publishable
from apps.core.services import NotAllowed
from apps.findings.models import Claim, ClaimObligation, Evidence, Recommendation

C = TypeVar("C", bound=Claim)

_FRESH = {field.name for field in Publishable._meta.local_fields} | {
    "created_at",
    "updated_at",
    "id",
    "code",
    "replaces",
    "correction_reason",
    "entered_by",
    "assigned_to",
}


@transaction.atomic
def correct(*, claim: C, by: User) -> C:
    """The draft that is to replace a public claim: the one that there is, else one with its value and all it rests on.

    Its obligations come along. The public claim stays as it is until the draft is published.
    """
    model = type(claim)
    current = model._default_manager.select_for_update(of=("self",)).get(pk=claim.pk)
    known = model._default_manager.filter(replaces=current).first()
    if known is not None:
        return known
    if not current.is_published:
        raise NotAllowed(_("Only a public claim is corrected: a draft is changed, and a withdrawn one stays."))
    draft = model(**_kept(current), state=PublicationState.DRAFT, replaces=current, entered_by=by)
    draft.save()
    link = Evidence.link_to(model)
    for item in current.evidence.order_by("id"):  # type: ignore[attr-defined]
        Evidence.objects.create(**{link: draft, "quote": item.quote, "relation": item.relation})
    for touched in current.obligations.order_by("id"):  # type: ignore[attr-defined]
        ClaimObligation.objects.create(**{link: draft, "obligation": touched.obligation, "relation": touched.relation})
    if isinstance(current, Recommendation):
        for status in current.statuses.order_by("id"):
            status.pk, status.recommendation_id = None, draft.pk
            status.save(force_insert=True)
    return draft


def _kept(claim: Claim) -> dict[str, Any]:
    """What the correction starts with: everything that the claim says, nothing of its way to readers."""
    return {field.name: getattr(claim, field.name) for field in claim._meta.fields if field.name not in _FRESH}
