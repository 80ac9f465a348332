"""What readers report as wrong, audited without their addresses and their words."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from apps.core.audit_sql import audited


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0007_follow_up_shows_with_its_words"),
        ("statements", "0005_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ErrorReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
                (
                    "problem",
                    models.CharField(
                        choices=[
                            ("words", "The quoted words are not in the text, or not like this"),
                            ("meaning", "The words say something else than is made of them"),
                            ("speaker", "Somebody else said it"),
                            ("number", "A number or a date is wrong"),
                            ("translation", "A translation is wrong"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                        verbose_name="what is wrong",
                    ),
                ),
                ("message", models.TextField(max_length=4000, verbose_name="in the reader’s words")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="reader’s e-mail address")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ru", "Русский"), ("kk", "Қазақша")],
                        max_length=2,
                        verbose_name="language of the page",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("answered", "Answered"), ("rejected", "Rejected")],
                        default="open",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=4000, verbose_name="answer")),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="closed at")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                (
                    "deliverable",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
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
                        related_name="reports",
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
                        related_name="reports",
                        to="findings.finding",
                        verbose_name="finding",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="findings.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="statements.statement",
                        verbose_name="statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "reader’s report",
                "verbose_name_plural": "readers’ reports",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["state", "-id"], name="open_reports_first")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("deliverable__isnull", True),
                                ("figure__isnull", True),
                                ("finding__isnull", False),
                                ("recommendation__isnull", True),
                                ("statement__isnull", True),
                            ),
                            models.Q(
                                ("deliverable__isnull", True),
                                ("figure__isnull", False),
                                ("finding__isnull", True),
                                ("recommendation__isnull", True),
                                ("statement__isnull", True),
                            ),
                            models.Q(
                                ("deliverable__isnull", True),
                                ("figure__isnull", True),
                                ("finding__isnull", True),
                                ("recommendation__isnull", False),
                                ("statement__isnull", True),
                            ),
                            models.Q(
                                ("deliverable__isnull", False),
                                ("figure__isnull", True),
                                ("finding__isnull", True),
                                ("recommendation__isnull", True),
                                ("statement__isnull", True),
                            ),
                            models.Q(
                                ("deliverable__isnull", True),
                                ("figure__isnull", True),
                                ("finding__isnull", True),
                                ("recommendation__isnull", True),
                                ("statement__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="report_is_about_exactly_one_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("problem__in", ["words", "meaning", "speaker", "number", "translation", "other"])
                        ),
                        name="report_problem_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "answered", "rejected"])),
                        name="report_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("message", ""), _negated=True), name="report_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="closed_report_has_date_person_and_answer",
                    ),
                ],
            },
        ),
        *audited("findings_errorreport", hidden=("email", "message")),
    ]
