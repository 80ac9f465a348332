"""Recommendations, and the commitments that claims touch, as tables."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.fields import Field

from apps.core.tables import CodeField, Table, day, reference, texts
from apps.findings.links import CLAIM_LINKS
from apps.findings.models import (
    CLAIMS,
    ClaimObligation,
    Evidence,
    Obligation,
    Recommendation,
)
from apps.missions.models import Mission
from apps.statements.models import Quote, TextVersion
from apps.statements.spans import find_spans


class RecommendationTable(Table):
    """One recommendation a row, named by its code; without one a row is a new draft.

    A new one names a statement and the words that it rests on, or the source that it was entered from.
    """

    code = CodeField(attribute="code", column_name="code")
    mission = reference("mission", Mission)
    summary_en, summary_ru, summary_kk = texts("summary")
    entered_from_date = day("entered_from_date")
    statement = Field(column_name="statement", readonly=True)
    words = Field(column_name="words", readonly=True)
    shown_only = ("state",)

    class Meta(Table.Meta):
        model = Recommendation
        import_id_fields = ("code",)
        fields = (
            "code",
            "mission",
            "number",
            "topic",
            "priority",
            "addressee",
            "voice",
            "language",
            "summary_en",
            "summary_ru",
            "summary_kk",
            "statement",
            "words",
            "entered_from_title",
            "entered_from_publisher",
            "entered_from_date",
            "entered_from_page",
            "entered_from_place",
            "state",
        )
        export_order = fields

    @staticmethod
    def _first(claim: Recommendation) -> Quote | None:
        return next((item.quote for item in claim.evidence.all()), None)

    def dehydrate_statement(self, claim: Recommendation) -> str:
        quote = self._first(claim)
        return quote.version.statement.code if quote else ""

    def dehydrate_words(self, claim: Recommendation) -> str:
        quote = self._first(claim)
        return quote.exact if quote else ""

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """A new recommendation finds its words; those of one that is there stay."""
        instance.found = None
        if instance.pk is None:
            instance.entered_by = self.request.user
            instance.found = self._words(row)
            if (instance.found is None) != instance.has_reference:
                raise ValidationError(_("Give a statement and its exact words, or else where it was entered from."))

    def _words(self, row: Any) -> Quote | None:
        code, words = str(row.get("statement") or "").strip(), str(row.get("words") or "").strip()
        if not code and not words:
            return None
        version = TextVersion.objects.filter(statement__code=code).order_by("-number").first()
        if version is None:
            said = _("There is no statement with the code “%(code)s”.") % {"code": code}
            raise ValidationError({"statement": said})
        spans = find_spans(version.body, words)
        if len(spans) != 1:
            raise ValidationError(
                {"words": _("These words are not in the newest version of the statement, or more than once.")}
            )
        place = {"version": version, "start": spans[0].start, "end": spans[0].end}
        return Quote.objects.get_or_create(**place, defaults={"exact": spans[0].exact})[0]

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        super().after_save_instance(instance, row, **kwargs)
        if instance.found is not None:
            Evidence.objects.create(recommendation=instance, quote=instance.found)


class ClaimField(Field):  # type: ignore[misc]
    """The claim of a row, of whichever kind it is, by its code."""

    def get_value(self, instance: Any) -> str:
        return next((claim.code for kind in CLAIM_LINKS if (claim := getattr(instance, kind)) is not None), "")

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        code = str(row.get("claim") or "").strip()
        for kind, model in zip(CLAIM_LINKS, CLAIMS, strict=True):
            claims: Any = model._default_manager
            claim = claims.filter(code=code).first()
            if claim is not None:
                setattr(instance, kind, claim)
                return
        raise ValueError(_("There is no claim with the code “%(code)s”.") % {"code": code})


class ClaimObligationTable(Table):
    """That a claim touches a commitment, one a row, named by both codes."""

    claim = ClaimField(attribute="claim", column_name="claim")
    obligation = reference("obligation", Obligation)

    class Meta(Table.Meta):
        model = ClaimObligation
        import_id_fields = ("claim", "obligation")
        fields = ("claim", "obligation", "relation")
        export_order = fields

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        code = str(row.get("claim") or "").strip()
        rows = self.get_queryset().filter(obligation__code=row.get("obligation"))
        for kind in CLAIM_LINKS:
            if (found := rows.filter(**{f"{kind}__code": code}).first()) is not None:
                return found
        return None


class ObligationTable(Table):
    """The table of commitments; it ships with the code and only goes out."""

    instrument_en, instrument_ru, instrument_kk = texts("instrument")
    text_en, text_ru, text_kk = texts("text")

    class Meta(Table.Meta):
        model = Obligation
        import_id_fields = ("code",)
        fields = (
            "code",
            "paragraph",
            "instrument_en",
            "instrument_ru",
            "instrument_kk",
            "text_en",
            "text_ru",
            "text_kk",
        )
        export_order = fields
