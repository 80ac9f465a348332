"""What every record shares: time stamps, publication, and the log of what became public."""

from datetime import datetime
from typing import Self, TypeAlias, TypeVar

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from apps.core.access_models import MissionAccess
from apps.core.audit_models import AuditEvent, LedgerLink
from apps.core.choices import ChangeKind, PublicationState, SearchKind
from apps.core.saved_filter_models import SavedFilter
from apps.core.standard_reasons import in_words

__all__ = [
    "SEE_UNPUBLISHED",
    "AuditEvent",
    "Change",
    "LedgerLink",
    "MissionAccess",
    "PageChange",
    "Publishable",
    "PublishableQuerySet",
    "Reader",
    "SavedFilter",
    "SearchEntry",
    "TimeStamped",
    "published_condition",
    "sees_unpublished",
]

Reader: TypeAlias = AbstractBaseUser | AnonymousUser | None
M = TypeVar("M", bound=models.Model)

SEE_UNPUBLISHED = "core.see_unpublished"


class TimeStamped(models.Model):
    """When a row was made and last touched, in UTC."""

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        abstract = True


def published_condition(*, at: datetime | None, prefix: str = "") -> Q:
    """Published, and its embargo over at `at`; None asks the clock of the database, the one that all servers share."""
    moment = Now() if at is None else at
    return Q(**{f"{prefix}state": PublicationState.PUBLISHED}) & (
        Q(**{f"{prefix}embargo_until__isnull": True}) | Q(**{f"{prefix}embargo_until__lte": moment})
    )


def sees_unpublished(user: Reader) -> bool:
    """Whether a person may see drafts and embargoed records: analysts, editors and administrators."""
    return user is not None and user.is_active and getattr(user, "has_perm", lambda _: False)(SEE_UNPUBLISHED)


class PublishableQuerySet(models.QuerySet[M]):
    """The one place that decides who sees what."""

    @classmethod
    def public_condition(cls, *, at: datetime | None, prefix: str = "") -> Q:
        """What makes a row public; models whose publicity depends on other rows add to it."""
        return published_condition(at=at, prefix=prefix)

    def public(self, *, at: datetime | None = None) -> Self:
        return self.filter(self.public_condition(at=at))

    def visible_to(self, user: Reader, at: datetime | None = None) -> Self:
        """All rows for those who may see drafts, public rows for everybody else."""
        return self if sees_unpublished(user) else self.public(at=at)


class Publishable(TimeStamped):
    """A record that readers see only once an editor has published it and its embargo is over."""

    state = models.CharField(
        _("state"), max_length=10, choices=PublicationState, default=PublicationState.DRAFT, editable=False
    )
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawal_note = models.TextField(_("reason for withdrawal"), blank=True, editable=False, max_length=2000)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PublicationState.values), name="%(class)s_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=PublicationState.DRAFT) | Q(published_at__isnull=False, published_by__isnull=False),
                name="published_%(class)s_has_date_and_publisher",
            ),
            models.CheckConstraint(
                condition=~Q(state=PublicationState.WITHDRAWN)
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_note="")),
                name="withdrawn_%(class)s_has_date_and_reason",
            ),
        ]

    def embargoes(self) -> list[datetime]:
        """The ends of all embargoes under which the record stands; models that rest on other records add theirs."""
        return [self.embargo_until] if self.embargo_until else []

    def superseded(self) -> "Publishable | None":
        """The record that is withdrawn in the moment in which this one is published."""
        return None

    def reason_to_supersede(self) -> str:
        """Why it takes that record's place, in words for readers; empty where there is nothing to say."""
        return ""

    def why_not_publish(self) -> str:
        """What stands in the way of publishing this draft, in words for the editor; empty where nothing does."""
        return ""

    @property
    def withdrawal_reason(self) -> str:
        """Why it was taken back, as readers see it."""
        return in_words(self.withdrawal_note)

    @property
    def is_draft(self) -> bool:
        return self.state == PublicationState.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == PublicationState.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == PublicationState.WITHDRAWN


class Change(models.Model):
    """One line of the append-only log of what became public, changed or was withdrawn.

    `id` is a cursor: the insert trigger draws it under a lock, so that a reader who has seen number n never meets
    a smaller one later. `visible_from` keeps embargoed records out of the log until their moment.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    visible_from = models.DateTimeField(_("visible from"))
    kind = models.CharField(_("kind"), max_length=10, choices=ChangeKind)
    record = models.CharField(_("record"), max_length=30)
    code = models.CharField(_("code"), max_length=100)
    note = models.TextField(_("note"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-id"]
        permissions = [
            ("see_unpublished", "Can see drafts and embargoed records"),
            ("publish", "Can publish and withdraw records"),
            ("decide", "Can decide on proposals"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="change_kind_is_known"),
        ]
        indexes = [models.Index(fields=["record", "code"], name="change_by_record")]

    def __str__(self) -> str:
        return f"{self.id} {self.record} {self.code} {self.kind}"

    @property
    def reason(self) -> str:
        """The note as readers see it."""
        return in_words(self.note)

    @property
    def kind_of_record(self) -> str:
        """What kind of record it happened to, in the reader's language."""
        model = next((one for one in apps.get_models() if one._meta.model_name == self.record), None)
        return str(model._meta.verbose_name) if model else self.record


class SearchEntry(models.Model):
    """The words of one record, as search finds them in three languages; triggers write it, nothing else does.

    It holds drafts too and says nothing of who may see them: whoever searches joins it with the public rows.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=SearchKind)
    record = models.BigIntegerField(_("record"))
    russian = SearchVectorField(_("Russian words"))
    english = SearchVectorField(_("English words"))
    kazakh = SearchVectorField(_("Kazakh words"))

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(fields=["kind", "record"], name="record_is_searched_once"),
            models.CheckConstraint(condition=Q(kind__in=SearchKind.values), name="search_kind_is_known"),
        ]
        indexes = [
            GinIndex(fields=["russian"], name="search_russian_words"),
            GinIndex(fields=["english"], name="search_english_words"),
            GinIndex(fields=["kazakh"], name="search_kazakh_words"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"


class PageChange(models.Model):
    """That a transaction changed what readers see, and from when on they see it; triggers write it, nothing else does.

    Numbers are drawn in the order of commits. Together with the newest moment that has passed, the newest number says
    whether any page can have changed.
    """

    id = models.BigAutoField(primary_key=True)
    transaction = models.BigIntegerField(_("transaction"))
    visible_from = models.DateTimeField(_("visible from"))

    class Meta:
        verbose_name = _("page change")
        verbose_name_plural = _("page changes")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["transaction", "visible_from"], name="transaction_is_logged_once_a_moment")
        ]
        indexes = [models.Index(fields=["visible_from"], name="page_change_by_moment")]

    def __str__(self) -> str:
        return f"{self.id} {self.visible_from}"
