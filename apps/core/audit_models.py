"""The audit: who changed what, as triggers saw it, and the chain that shows whether the audit itself was changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.choices import AuditAction


class AuditEvent(models.Model):
    """One row of one table that was written, by whatever way; triggers write it, nothing else does.

    It keeps numbers of people, not keys to them, so that it outlives every row that it speaks of. Columns that hold
    secrets or names of private people are kept as salted digests: one sees that they changed, not what they were.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("at"))
    table = models.CharField(_("table"), max_length=63)
    row = models.CharField(_("row"), max_length=80)
    action = models.CharField(_("action"), max_length=6, choices=AuditAction)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)
    actor = models.BigIntegerField(_("who"), null=True)
    source = models.CharField(_("by what way"), max_length=300, blank=True)
    reason = models.TextField(_("reason"), blank=True, max_length=2000)
    batch = models.UUIDField(_("batch"), null=True)
    transaction = models.BigIntegerField(_("transaction"))
    database_user = models.CharField(_("user of the database"), max_length=63)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(action__in=AuditAction.values), name="audit_action_is_known"),
        ]
        indexes = [
            models.Index(fields=["table", "row"], name="audit_by_row"),
            models.Index(fields=["actor"], name="audit_by_actor"),
            models.Index(fields=["batch"], name="audit_by_batch"),
            models.Index(fields=["at"], name="audit_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.action} {self.table} {self.row}"


class LedgerLink(models.Model):
    """The place of an audit entry in the chain: each hash covers the entry and the hash before it.

    Places are drawn in the order of commits. Whoever keeps the hash of the last one elsewhere can tell whether anything
    before it was changed, taken out, put in or cut off.
    """

    position = models.BigIntegerField(_("place"), primary_key=True)
    event = models.OneToOneField(AuditEvent, models.PROTECT, related_name="link", verbose_name=_("audit entry"))
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("link of the ledger")
        verbose_name_plural = _("links of the ledger")
        ordering = ["-position"]

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"
