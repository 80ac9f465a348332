"""What people are told, and what they chose to be told; only the choices are audited, notices are a log themselves."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import apps.core.fields
from apps.core.audit_sql import audited


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0006_access"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MailLanguage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chosen",
                    models.CharField(
                        blank=True,
                        choices=[("en", "English"), ("ru", "Русский"), ("kk", "Қазақша")],
                        max_length=7,
                        verbose_name="chosen",
                    ),
                ),
                (
                    "last_used",
                    models.CharField(
                        blank=True,
                        choices=[("en", "English"), ("ru", "Русский"), ("kk", "Қазақша")],
                        max_length=7,
                        verbose_name="of the last login",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_language",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "language of e-mails",
                "verbose_name_plural": "languages of e-mails",
                "ordering": ["person_id"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assigned", "Work was assigned to me"),
                            ("import_ready", "An import is ready for review"),
                            ("promise_overdue", "A promised report is overdue"),
                            ("embargo_ends", "An embargo is about to end"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("event", models.CharField(max_length=200, verbose_name="event")),
                ("record", apps.core.fields.TranslatedField(blank=True, default=dict, verbose_name="record")),
                ("address", models.CharField(max_length=300, verbose_name="address")),
                ("day", models.DateField(blank=True, null=True, verbose_name="day")),
                ("moment", models.DateTimeField(blank=True, null=True, verbose_name="moment")),
                ("is_shown", models.BooleanField(default=True, verbose_name="shown in the admin")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read at")),
                (
                    "mail",
                    models.CharField(
                        choices=[
                            ("none", "No e-mail is wanted"),
                            ("waiting", "Waiting"),
                            ("sent", "Sent"),
                            ("failed", "Given up"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="e-mail",
                    ),
                ),
                ("mailed_at", models.DateTimeField(blank=True, null=True, verbose_name="mailed at")),
                ("mail_attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("mail_token", models.UUIDField(blank=True, editable=False, null=True)),
                ("mail_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("mail_problem", models.CharField(blank=True, max_length=300, verbose_name="problem")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_shown", True), ("read_at", None)),
                        fields=["person", "-id"],
                        name="notice_unread",
                    ),
                    models.Index(condition=models.Q(("mail", "waiting")), fields=["id"], name="notice_to_mail"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "kind", "event"), name="person_is_told_of_an_event_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["assigned", "import_ready", "promise_overdue", "embargo_ends"])
                        ),
                        name="notice_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mail__in", ["none", "waiting", "sent", "failed"])),
                        name="notice_mail_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mail", "sent"), ("mailed_at__isnull", False)),
                            models.Q(models.Q(("mail", "sent"), _negated=True), ("mailed_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="sent_notice_has_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mail_attempts__gte", 0), ("mail_attempts__lte", 5)),
                        name="notice_is_mailed_five_times_at_most",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assigned", "Work was assigned to me"),
                            ("import_ready", "An import is ready for review"),
                            ("promise_overdue", "A promised report is overdue"),
                            ("embargo_ends", "An embargo is about to end"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("in_admin", models.BooleanField(default=True, verbose_name="in the admin")),
                ("by_mail", models.BooleanField(default=True, verbose_name="by e-mail")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "choice of notices",
                "verbose_name_plural": "choices of notices",
                "ordering": ["person_id", "kind"],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "kind"), name="person_chooses_once_a_kind"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["assigned", "import_ready", "promise_overdue", "embargo_ends"])
                        ),
                        name="choice_of_a_known_notice",
                    ),
                ],
            },
        ),
        *audited("notices_noticechoice"),
        *audited("notices_maillanguage"),
    ]
