"""Findings and figures as analysts enter and read them; the other tables of the app stand beside."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from apps.core.admin_base import chip
from apps.core.admin_filters import AssignedFilter
from apps.findings import admin_evidence as admin_evidence
from apps.findings import admin_promises as admin_promises
from apps.findings import admin_recommendations as admin_recommendations
from apps.findings import admin_reports as admin_reports
from apps.findings import admin_responses as admin_responses
from apps.findings.admin_claims import EVIDENCE_RULE, ClaimAdmin
from apps.findings.choices import Sentiment
from apps.findings.models import Figure, Finding

SENTIMENT_COLOURS = {
    Sentiment.POSITIVE: "success",
    Sentiment.NEGATIVE: "danger",
    Sentiment.MIXED: "warning",
    Sentiment.NEUTRAL: "info",
}


@admin.register(Finding)
class FindingAdmin(ClaimAdmin):
    list_display = ("topic", "sentiment_label", "words", "mission", "voice", "origin", "state_label")
    list_filter = (
        AssignedFilter,
        "state",
        "topic",
        "sentiment",
        "voice",
        "origin",
        ("mission__organisation", admin.RelatedOnlyFieldListFilter),
        ("mission__election__country", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ClaimAdmin.words_fields
    own_fields = (("topic", "sentiment"),)
    sentiment_label = chip("sentiment", SENTIMENT_COLOURS, _("sentiment"))


@admin.register(Figure)
class FigureAdmin(ClaimAdmin):
    list_display = ("measure", "comparator", "number", "source", "words", "mission", "state_label")
    list_filter = (
        AssignedFilter,
        "state",
        "measure",
        "source",
        "voice",
        "origin",
        ("mission__organisation", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ClaimAdmin.words_fields
    own_fields = (("measure", "comparator", "value"), ("source", "as_of"))
    rules = {
        **EVIDENCE_RULE,
        "figure_is_not_negative": ("value", _("A figure counts something, so it cannot be negative.")),
        "percentage_is_at_most_a_hundred": ("value", _("A percentage is at most 100.")),
    }

    @admin.display(description=_("value"), ordering="value")
    def number(self, figure: Figure) -> str:
        return f"{figure.value.normalize():f}"
