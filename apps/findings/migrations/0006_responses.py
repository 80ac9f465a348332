"""Replies of authorities, and the commitments that claims touch."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import apps.core.codes
import apps.core.fields
from apps.core.audit_sql import audited
from apps.core.page_changes import shows_on_pages
from apps.core.triggers import frozen_once_published, publication_edges

CLAIM = (
    "coalesce("
    + ", ".join(f"{kind}_shows_from(item.{kind}_id)" for kind in ("finding", "figure", "recommendation", "deliverable"))
    + ")"
)
REPLY = f"""latest_of(shows_from(item.state, item.embargo_until), {CLAIM}, (
    SELECT statement_shows_from(v.statement_id)
    FROM statements_quote q JOIN statements_textversion v ON v.id = q.version_id WHERE q.id = item.quote_id))"""


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0005_audit"),
        ("statements", "0005_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Obligation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="code")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("instrument", apps.core.fields.TranslatedField(blank=True, default=dict, verbose_name="instrument")),
                ("paragraph", models.CharField(max_length=20, verbose_name="paragraph")),
                ("text", apps.core.fields.TranslatedField(blank=True, default=dict, verbose_name="what it asks for")),
            ],
            options={
                "verbose_name": "obligation",
                "verbose_name_plural": "obligations",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="AuthorityReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("withdrawn", "Withdrawn")],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("embargo_until", models.DateTimeField(blank=True, null=True, verbose_name="embargo until")),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="published at"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="withdrawn at"),
                ),
                (
                    "withdrawal_note",
                    models.TextField(blank=True, editable=False, max_length=2000, verbose_name="reason for withdrawal"),
                ),
                (
                    "code",
                    models.CharField(
                        default=apps.core.codes.reply_code,
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[("accepted", "Accepted"), ("noted", "Noted"), ("rejected", "Rejected")],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                ("author", apps.core.fields.TranslatedField(blank=True, default=dict, verbose_name="who answered")),
                ("replied_on", models.DateField(verbose_name="answered on")),
                (
                    "deliverable",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="findings.deliverable",
                        verbose_name="promised report",
                    ),
                ),
                (
                    "figure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="findings.figure",
                        verbose_name="figure",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="findings.finding",
                        verbose_name="finding",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="statements.quote",
                        verbose_name="their words",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="findings.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply of an authority",
                "verbose_name_plural": "replies of authorities",
                "ordering": ["replied_on", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "published", "withdrawn"])),
                        name="authorityreply_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="published_authorityreply_has_date_and_publisher",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawal_note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="withdrawn_authorityreply_has_date_and_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("deliverable__isnull", True),
                                ("figure__isnull", True),
                                ("finding__isnull", False),
                                ("recommendation__isnull", True),
                            ),
                            models.Q(
                                ("deliverable__isnull", True),
                                ("figure__isnull", False),
                                ("finding__isnull", True),
                                ("recommendation__isnull", True),
                            ),
                            models.Q(
                                ("deliverable__isnull", True),
                                ("figure__isnull", True),
                                ("finding__isnull", True),
                                ("recommendation__isnull", False),
                            ),
                            models.Q(
                                ("deliverable__isnull", False),
                                ("figure__isnull", True),
                                ("finding__isnull", True),
                                ("recommendation__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="reply_answers_exactly_one_claim",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["accepted", "noted", "rejected"])),
                        name="reply_stance_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimObligation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("complies", "In line with it"),
                            ("partly", "Partly in line with it"),
                            ("at_odds", "At odds with it"),
                            ("cited", "The mission refers to it"),
                        ],
                        max_length=10,
                        verbose_name="relation",
                    ),
                ),
                (
                    "deliverable",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="obligations",
                        to="findings.deliverable",
                        verbose_name="promised report",
                    ),
                ),
                (
                    "figure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="obligations",
                        to="findings.figure",
                        verbose_name="figure",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="obligations",
                        to="findings.finding",
                        verbose_name="finding",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="obligations",
                        to="findings.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
                (
                    "obligation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="findings.obligation",
                        verbose_name="obligation",
                    ),
                ),
            ],
            options={
                "verbose_name": "obligation of a claim",
                "verbose_name_plural": "obligations of claims",
                "ordering": ["obligation__position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("deliverable__isnull", True),
                                ("figure__isnull", True),
                                ("finding__isnull", False),
                                ("recommendation__isnull", True),
                            ),
                            models.Q(
                                ("deliverable__isnull", True),
                                ("figure__isnull", False),
                                ("finding__isnull", True),
                                ("recommendation__isnull", True),
                            ),
                            models.Q(
                                ("deliverable__isnull", True),
                                ("figure__isnull", True),
                                ("finding__isnull", True),
                                ("recommendation__isnull", False),
                            ),
                            models.Q(
                                ("deliverable__isnull", False),
                                ("figure__isnull", True),
                                ("finding__isnull", True),
                                ("recommendation__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="obligation_belongs_to_exactly_one_claim",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("relation__in", ["complies", "partly", "at_odds", "cited"])),
                        name="obligation_relation_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("finding__isnull", False)),
                        fields=("finding", "obligation"),
                        name="finding_touches_an_obligation_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("figure__isnull", False)),
                        fields=("figure", "obligation"),
                        name="figure_touches_an_obligation_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("recommendation__isnull", False)),
                        fields=("recommendation", "obligation"),
                        name="recommendation_touches_an_obligation_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deliverable__isnull", False)),
                        fields=("deliverable", "obligation"),
                        name="deliverable_touches_an_obligation_once",
                    ),
                ],
            },
        ),
        publication_edges("findings_authorityreply"),
        frozen_once_published("findings_authorityreply"),
        *audited("findings_authorityreply"),
        *audited("findings_obligation"),
        *audited("findings_claimobligation"),
        shows_on_pages(table="findings_authorityreply", moment=REPLY, publishable=True),
        shows_on_pages(table="findings_obligation"),
        shows_on_pages(table="findings_claimobligation", moment=CLAIM),
    ]
