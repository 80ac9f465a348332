"""What people are told of, in the admin and by e-mail, and what of it they want to be told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.fields import TranslatedField
from apps.notices.choices import MailState, NoticeKind

MAX_ATTEMPTS = 5


class Notice(models.Model):
    """That somebody is told of one event, once. The row is the job of the e-mail too; a message is only a doorbell.

    `event` names what happened, so that nobody is told of it twice, however often it is found. An e-mail is claimed
    with a lease: `mail_token` fences off a worker that comes back late, `mail_until` says when another may try.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=NoticeKind)
    event = models.CharField(_("event"), max_length=200)
    record = TranslatedField(_("record"))
    address = models.CharField(_("address"), max_length=300)
    day = models.DateField(_("day"), null=True, blank=True)
    moment = models.DateTimeField(_("moment"), null=True, blank=True)
    is_shown = models.BooleanField(_("shown in the admin"), default=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    mail = models.CharField(_("e-mail"), max_length=10, choices=MailState, default=MailState.NONE)
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True)
    mail_attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    mail_token = models.UUIDField(null=True, blank=True, editable=False)
    mail_until = models.DateTimeField(null=True, blank=True, editable=False)
    mail_problem = models.CharField(_("problem"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "event"], name="person_is_told_of_an_event_once"),
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notice_kind_is_known"),
            models.CheckConstraint(condition=Q(mail__in=MailState.values), name="notice_mail_state_is_known"),
            models.CheckConstraint(
                condition=Q(mail=MailState.SENT, mailed_at__isnull=False)
                | (~Q(mail=MailState.SENT) & Q(mailed_at__isnull=True)),
                name="sent_notice_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(mail_attempts__gte=0, mail_attempts__lte=MAX_ATTEMPTS),
                name="notice_is_mailed_five_times_at_most",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], condition=Q(is_shown=True, read_at=None), name="notice_unread"),
            models.Index(fields=["id"], condition=Q(mail="waiting"), name="notice_to_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.event}"


class NoticeChoice(models.Model):
    """By which ways somebody wants to be told of one kind of event; without a row, by both."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=20, choices=NoticeKind)
    in_admin = models.BooleanField(_("in the admin"), default=True)
    by_mail = models.BooleanField(_("by e-mail"), default=True)

    class Meta:
        verbose_name = _("choice of notices")
        verbose_name_plural = _("choices of notices")
        ordering = ["person_id", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="person_chooses_once_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="choice_of_a_known_notice"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"


class MailLanguage(models.Model):
    """In which language somebody gets e-mails: the one that was chosen, else the one of the last login."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_language", verbose_name=_("person")
    )
    chosen = models.CharField(_("chosen"), max_length=7, choices=settings.LANGUAGES, blank=True)
    last_used = models.CharField(_("of the last login"), max_length=7, choices=settings.LANGUAGES, blank=True)

    class Meta:
        verbose_name = _("language of e-mails")
        verbose_name_plural = _("languages of e-mails")
        ordering = ["person_id"]

    def __str__(self) -> str:
        return f"{self.person}: {self.chosen or self.last_used}"
