"""People's way in: failed tries, invitations, and tokens for programs. What is secret is kept as its hash only."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.choices import Scope


class LoginAttempts(models.Model):
    """How often somebody tried to get in, by account or by address, kept under a hash of either."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(_("tries"))
    until = models.DateTimeField(_("counted until"))

    class Meta:
        verbose_name = _("tries to log in")
        verbose_name_plural = _("tries to log in")

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.count}"


class Invitation(models.Model):
    """A link by which one person gets an account, once and until its day."""

    email = models.EmailField(_("e-mail address"))
    group = models.ForeignKey(Group, models.PROTECT, related_name="+", verbose_name=_("role"))
    missions = models.ManyToManyField(
        "missions.Mission", blank=True, related_name="+", verbose_name=_("only for these missions")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("invited by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("became"),
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="accepted_invitation_has_moment_and_person",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.expires_at > timezone.now()


class ServiceToken(models.Model):
    """A key with which a program acts for a person: within its scopes, until its day, unless revoked."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="service_tokens", verbose_name=_("acts for")
    )
    name = models.CharField(_("what it is for"), max_length=100)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope), verbose_name=_("scopes"))
    hint = models.CharField(_("begins with"), max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("service token")
        verbose_name_plural = _("service tokens")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=Scope.values) & Q(scopes__len__gt=0), name="token_scopes_are_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"

    @property
    def is_good(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()
