"""Replies of authorities and obligations in the admin."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import DeskAdmin, ViewOnlyAdmin, chip
from apps.core.admin_publication import PUBLICATION_FIELDSET, PublishableAdmin
from apps.core.admin_tables import TableAdmin
from apps.findings.choices import ObligationRelation, ReplyStance
from apps.findings.links import CLAIM_LINKS
from apps.findings.models import AuthorityReply, ClaimObligation, Obligation
from apps.findings.tables import ClaimObligationTable, ObligationTable

ONE_CLAIM = _("Choose exactly one claim: a finding, a figure, a recommendation or a promised report.")
STANCE_COLOURS = {ReplyStance.ACCEPTED: "success", ReplyStance.NOTED: "info", ReplyStance.REJECTED: "danger"}
RELATION_COLOURS = {
    ObligationRelation.COMPLIES: "success",
    ObligationRelation.PARTLY: "warning",
    ObligationRelation.AT_ODDS: "danger",
    ObligationRelation.CITED: "info",
}
MISSIONS = tuple(f"{kind}__mission" for kind in CLAIM_LINKS)


@admin.display(description=_("claim"))
def answered_claim(record: Any) -> Any:
    """The one claim to which a reply or an obligation belongs."""
    return next(claim for kind in CLAIM_LINKS if (claim := getattr(record, kind)) is not None)


@admin.register(AuthorityReply)
class AuthorityReplyAdmin(PublishableAdmin):
    """What an authority answered, resting on its own words."""

    mission_paths = MISSIONS
    frozen = True
    list_display = ("author_text", "stance_label", answered_claim, "replied_on", "state_label")
    list_filter = ("state", "stance")
    list_select_related = CLAIM_LINKS
    date_hierarchy = "replied_on"
    search_fields = ("code", "author", "quote__exact", *(f"{kind}__code" for kind in CLAIM_LINKS))
    autocomplete_fields = (*CLAIM_LINKS, "quote")
    readonly_fields = ("code",)
    rules = {"reply_answers_exactly_one_claim": ("", ONE_CLAIM)}
    fieldsets = (
        (_("Claim"), {"fields": CLAIM_LINKS}),
        (_("Answer"), {"fields": ("stance", "author", "replied_on", "quote", "code")}),
        PUBLICATION_FIELDSET,
    )
    stance_label = chip("stance", STANCE_COLOURS, _("answer"))


@admin.register(Obligation)
class ObligationAdmin(TableAdmin, ViewOnlyAdmin):
    """The table of commitments; it ships with the code."""

    table_class = ObligationTable
    comes_back = False

    list_display = ("__str__", "text")
    search_fields = ("code", "paragraph", "instrument", "text")


@admin.register(ClaimObligation)
class ClaimObligationAdmin(TableAdmin, DeskAdmin):
    """Which claim touches which commitment."""

    table_class = ClaimObligationTable

    mission_paths = MISSIONS
    list_display = ("obligation", "relation_label", answered_claim)
    list_filter = ("relation", "obligation")
    list_select_related = ("obligation", *CLAIM_LINKS)
    search_fields = ("obligation__code", "obligation__text", *(f"{kind}__code" for kind in CLAIM_LINKS))
    autocomplete_fields = (*CLAIM_LINKS, "obligation")
    rules = {"obligation_belongs_to_exactly_one_claim": ("", ONE_CLAIM)}
    relation_label = chip("relation", RELATION_COLOURS, _("relation"))
