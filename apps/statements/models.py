"""Texts as they were published, and the exact spans of them that claims rest on."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core.choices import ContentLanguage
from apps.core.codes import statement_code, validate_code
from apps.core.fields import TranslatedField, translated
from apps.core.models import Publishable, PublishableQuerySet, TimeStamped, published_condition
from apps.statements.choices import Authenticity, PublisherKind, StatementKind

BODY_LIMIT = 2_000_000


class Publisher(TimeStamped):
    """A body or outlet that publishes texts."""

    code = models.SlugField(_("code"), max_length=60, unique=True, validators=[validate_code])
    names = TranslatedField(_("names"))
    kind = models.CharField(_("kind"), max_length=10, choices=PublisherKind)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PublisherKind.values), name="publisher_kind_is_known"),
        ]

    def __str__(self) -> str:
        return translated(self.names) or self.code


class StatementQuerySet(PublishableQuerySet["Statement"]):
    def for_list(self) -> Self:
        """What a list of statements shows, in one query."""
        return self.select_related("publisher")


class Statement(Publishable):
    """One published text, whatever versions of it were fetched.

    `source_key` says what makes two imports the same statement: the normalised address, or the hash of the words
    where there is no address. UNIQUE on it decides which of two simultaneous imports made the statement.
    """

    code = models.CharField(_("code"), max_length=20, unique=True, default=statement_code, editable=False)
    source_key = models.CharField(_("source key"), max_length=500, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=30, choices=StatementKind)
    authenticity = models.CharField(
        _("authenticity"), max_length=10, choices=Authenticity, default=Authenticity.ORIGINAL
    )
    publisher = models.ForeignKey(
        Publisher, models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("publisher")
    )
    title = models.CharField(_("title"), max_length=500)
    language = models.CharField(_("language"), max_length=3, choices=ContentLanguage)
    published_on = models.DateField(_("date of publication"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    facts_from = models.CharField(_("facts from"), max_length=500, blank=True)
    copy_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies", verbose_name=_("copy of")
    )
    translation_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="translations", verbose_name=_("translation of")
    )

    objects = StatementQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["-published_on", "-id"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=StatementKind.values), name="statement_kind_is_known"),
            models.CheckConstraint(
                condition=Q(authenticity__in=Authenticity.values), name="statement_authenticity_is_known"
            ),
            models.CheckConstraint(
                condition=Q(language__in=ContentLanguage.values), name="statement_language_is_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="statement_has_a_title"),
            models.CheckConstraint(condition=~Q(copy_of=F("id")), name="statement_is_no_copy_of_itself"),
            models.CheckConstraint(condition=~Q(translation_of=F("id")), name="statement_is_no_translation_of_itself"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("web:statement", args=[self.code])

    @property
    def is_retold(self) -> bool:
        return self.authenticity == Authenticity.RETOLD


class TextVersion(models.Model):
    """The words of a statement as they stood at one moment; never updated, never deleted.

    `body` is the canonical text (NFC, LF line ends): every offset of a quote counts Unicode code points in it.
    """

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="versions", verbose_name=_("statement"))
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    body = models.TextField(_("text"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    language = models.CharField(_("language"), max_length=3, choices=ContentLanguage)
    url = models.URLField(_("fetched from"), max_length=2000, blank=True)
    fetched_at = models.DateTimeField(_("fetched at"))

    class Meta:
        verbose_name = _("text version")
        verbose_name_plural = _("text versions")
        ordering = ["statement_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "sha256"], name="statement_has_each_text_once"),
            models.UniqueConstraint(fields=["statement", "number"], name="statement_numbers_its_versions"),
            models.CheckConstraint(condition=~Q(body=""), name="text_version_has_words"),
            models.CheckConstraint(
                condition=Q(language__in=ContentLanguage.values), name="text_version_language_is_known"
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="text_version_by_hash")]

    def __str__(self) -> str:
        return f"{self.statement} ({self.number})"


class Quote(models.Model):
    """A span [start, end) of one text version, with its exact words; offsets are Unicode code points."""

    version = models.ForeignKey(TextVersion, models.PROTECT, related_name="quotes", verbose_name=_("text version"))
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    exact = models.TextField(_("exact words"))

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["version_id", "start", "end"]
        constraints = [
            models.UniqueConstraint(fields=["version", "start", "end"], name="quote_is_stored_once_per_span"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="quote_is_not_empty"),
            models.CheckConstraint(condition=Q(end=F("start") + Length("exact")), name="quote_is_as_long_as_its_span"),
        ]

    def __str__(self) -> str:
        return self.exact if len(self.exact) <= 80 else f"{self.exact[:79]}…"


def visible_quote_condition(*, at: datetime | None, prefix: str = "") -> Q:
    """A quote is public where its statement is."""
    return published_condition(at=at, prefix=f"{prefix}version__statement__")
