"""Which quote carries which claim, and which headline is borne out."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import ViewOnlyAdmin
from apps.core.admin_publication import PUBLICATION_FIELDSET, PublishableAdmin
from apps.findings.forms import HeadlineCheckForm
from apps.findings.models import CLAIM_LINKS, Claim, Evidence, HeadlineCheck


@admin.register(Evidence)
class EvidenceAdmin(ViewOnlyAdmin):
    """Which quote carries which claim; quotes are added on the page of their claim."""

    mission_paths = tuple(f"{kind}__mission" for kind in CLAIM_LINKS)
    list_display = ("quote", "claim", "relation", "statement")
    list_filter = ("relation",)
    list_select_related = ("quote__version__statement", "finding", "figure", "recommendation", "deliverable")
    search_fields = ("quote__exact", "quote__version__statement__title")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A draft takes its quotes with it when it is deleted; on their own they are removed on the claim's page."""
        if not request.user.has_perm("findings.delete_evidence"):
            return False
        return isinstance(obj, Evidence) and self.claim_of(obj).is_draft and not self._is_own_page(request)

    @staticmethod
    def _is_own_page(request: HttpRequest) -> bool:
        match = request.resolver_match
        return match is not None and (match.url_name or "").startswith("findings_evidence_")

    @staticmethod
    def claim_of(evidence: Evidence) -> Claim:
        claim = evidence.finding or evidence.figure or evidence.recommendation or evidence.deliverable
        if claim is None:
            raise ValueError("the database lets no evidence stand without a claim")
        return claim

    @admin.display(description=_("claim"))
    def claim(self, evidence: Evidence) -> Claim:
        return self.claim_of(evidence)

    @admin.display(description=_("statement"))
    def statement(self, evidence: Evidence) -> str:
        return str(evidence.quote.version.statement)


@admin.register(HeadlineCheck)
class HeadlineCheckAdmin(PublishableAdmin):
    mission_paths = ("quote__version__statement__missions",)
    form = HeadlineCheckForm
    frozen = True
    list_display = ("quote", "statement", "is_supported", "reason", "state_label")
    list_filter = (
        "state",
        "is_supported",
        "reason",
        ("quote__version__statement__publisher", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("quote__version__statement",)
    search_fields = ("code", "quote__exact", "quote__version__statement__title")
    autocomplete_fields = ("quote", "held_against")
    readonly_fields = ("code",)
    fieldsets = (
        (None, {"fields": ("quote", "is_supported", "reason", "held_against", "code")}),
        PUBLICATION_FIELDSET,
    )

    @admin.display(description=_("statement"), ordering="quote__version__statement__title")
    def statement(self, check: HeadlineCheck) -> str:
        return str(check.quote.version.statement)
