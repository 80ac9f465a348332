"""The way in: tries, invitations, tokens; whatever opens a door is audited, by digests of its secrets."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from apps.core.audit_sql import audited


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("otp_totp", "0003_add_timestamps"),
        ("otp_static", "0003_add_timestamps"),
        ("authtoken", "0004_alter_tokenproxy_options"),
        ("core", "0005_audit"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("missions", "0006_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LoginAttempts",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField(verbose_name="tries")),
                ("until", models.DateTimeField(verbose_name="counted until")),
            ],
            options={
                "verbose_name": "tries to log in",
                "verbose_name_plural": "tries to log in",
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="accepted at"),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="became",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="auth.group",
                        verbose_name="role",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="invited by",
                    ),
                ),
                (
                    "missions",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="missions.mission", verbose_name="only for these missions"
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                            models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="accepted_invitation_has_moment_and_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="what it is for")),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("imports", "Start and watch imports"),
                                ("visits", "Load visits to polling stations"),
                                ("drafts", "Read drafts"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                        verbose_name="scopes",
                    ),
                ),
                ("hint", models.CharField(editable=False, max_length=12, verbose_name="begins with")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("revoked_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="revoked at")),
                ("last_used_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="last used")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="service_tokens",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="acts for",
                    ),
                ),
            ],
            options={
                "verbose_name": "service token",
                "verbose_name_plural": "service tokens",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scopes__contained_by", ["imports", "visits", "drafts"]), ("scopes__len__gt", 0)
                        ),
                        name="token_scopes_are_known",
                    )
                ],
            },
        ),
        *audited("accounts_invitation", hidden=("email", "digest")),
        *audited("accounts_invitation_missions"),
        *audited("accounts_servicetoken", hidden=("digest",), silent=("last_used_at",)),
        *audited(
            "otp_totp_totpdevice",
            hidden=("key",),
            silent=("drift", "last_t", "last_used_at", "throttling_failure_timestamp", "throttling_failure_count"),
        ),
        *audited(
            "otp_static_staticdevice",
            silent=("last_used_at", "throttling_failure_timestamp", "throttling_failure_count"),
        ),
        *audited("authtoken_token", key="user_id", hidden=("key",)),
    ]
