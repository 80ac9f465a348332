"""The audit with its chain of hashes; people, their groups and their rights are audited from here on."""

import django.db.models.deletion
from django.db import migrations, models

from apps.core.audit_sql import audited, chain, functions, never_emptied
from apps.core.triggers import refuse

PERSON = audited(
    "auth_user",
    hidden=("password", "first_name", "last_name", "email"),
    silent=("last_login",),
)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_page_changes"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(verbose_name="at")),
                ("table", models.CharField(max_length=63, verbose_name="table")),
                ("row", models.CharField(max_length=80, verbose_name="row")),
                (
                    "action",
                    models.CharField(
                        choices=[("insert", "Entered"), ("update", "Changed"), ("delete", "Deleted")],
                        max_length=6,
                        verbose_name="action",
                    ),
                ),
                ("before", models.JSONField(null=True, verbose_name="before")),
                ("after", models.JSONField(null=True, verbose_name="after")),
                ("actor", models.BigIntegerField(null=True, verbose_name="who")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="by what way")),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="reason")),
                ("batch", models.UUIDField(null=True, verbose_name="batch")),
                ("transaction", models.BigIntegerField(verbose_name="transaction")),
                ("database_user", models.CharField(max_length=63, verbose_name="user of the database")),
            ],
            options={
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["table", "row"], name="audit_by_row"),
                    models.Index(fields=["actor"], name="audit_by_actor"),
                    models.Index(fields=["batch"], name="audit_by_batch"),
                    models.Index(fields=["at"], name="audit_by_moment"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("action__in", ["insert", "update", "delete"])), name="audit_action_is_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerLink",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="place")),
                ("hash", models.CharField(max_length=64, verbose_name="hash")),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link",
                        to="core.auditevent",
                        verbose_name="audit entry",
                    ),
                ),
            ],
            options={
                "verbose_name": "link of the ledger",
                "verbose_name_plural": "links of the ledger",
                "ordering": ["-position"],
            },
        ),
        refuse(
            name="audit_is_append_only",
            table="core_auditevent",
            when="UPDATE OR DELETE",
            message="the audit is append-only",
        ),
        refuse(
            name="ledger_is_append_only",
            table="core_ledgerlink",
            when="UPDATE OR DELETE",
            message="the ledger is append-only",
        ),
        functions(),
        chain(),
        never_emptied("core_auditevent"),
        never_emptied("core_ledgerlink"),
        never_emptied("core_change"),
        *PERSON,
        *audited("auth_group"),
        *audited("auth_user_groups"),
        *audited("auth_user_user_permissions"),
        *audited("auth_group_permissions"),
    ]
