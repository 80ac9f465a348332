"""Decisions by two people: revisions, drafts, locks and second opinions."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0002_triggers"),
        ("statements", "0003_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fields", models.JSONField(blank=True, default=dict, verbose_name="fields as typed")),
                ("start", models.PositiveIntegerField(blank=True, null=True, verbose_name="start")),
                ("end", models.PositiveIntegerField(blank=True, null=True, verbose_name="end")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
            ],
            options={
                "verbose_name": "draft of a decision",
                "verbose_name_plural": "drafts of decisions",
                "ordering": ["-updated_at"],
            },
        ),
        migrations.CreateModel(
            name="ReviewLock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("taken_at", models.DateTimeField(verbose_name="taken at")),
                ("until", models.DateTimeField(verbose_name="held until")),
            ],
            options={
                "verbose_name": "review lock",
                "verbose_name_plural": "review locks",
                "ordering": ["-until"],
            },
        ),
        migrations.CreateModel(
            name="SecondOpinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verdict",
                    models.CharField(
                        choices=[("accept", "Accept"), ("reject", "Reject"), ("hold", "Hold"), ("reopen", "Reopen")],
                        max_length=10,
                        verbose_name="verdict",
                    ),
                ),
                ("payload", models.JSONField(blank=True, null=True, verbose_name="value as decided")),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("batch", models.UUIDField(verbose_name="batch")),
            ],
            options={
                "verbose_name": "second opinion",
                "verbose_name_plural": "second opinions",
                "ordering": ["id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="proposal",
            name="proposal_confidence_is_known",
        ),
        migrations.AddField(
            model_name="decision",
            name="end",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="end"),
        ),
        migrations.AddField(
            model_name="decision",
            name="start",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="start"),
        ),
        migrations.AddField(
            model_name="decision",
            name="way",
            field=models.CharField(
                choices=[
                    ("single", "One by one"),
                    ("bulk", "Many at once"),
                    ("carried", "Carried over from an earlier version"),
                ],
                default="single",
                max_length=10,
                verbose_name="way",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="added_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="added by",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="revision",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="revision"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="second_look",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="confidence",
            field=models.CharField(
                choices=[
                    ("exact", "Exact wording"),
                    ("grammar", "Grammar rule"),
                    ("heuristic", "Rule of thumb"),
                    ("person", "Added by a person"),
                ],
                max_length=10,
                verbose_name="confidence",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["batch"], name="decision_by_batch"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["single", "bulk", "carried"])), name="decision_way_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end__isnull", True), ("start__isnull", True)),
                    models.Q(("end__gt", models.F("start")), ("end__isnull", False), ("start__isnull", False)),
                    _connector="OR",
                ),
                name="decision_on_other_words_says_which",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("confidence__in", ["exact", "grammar", "heuristic", "person"])),
                name="proposal_confidence_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("added_by__isnull", False), ("confidence", "person")),
                    models.Q(models.Q(("confidence", "person"), _negated=True), ("added_by__isnull", True)),
                    _connector="OR",
                ),
                name="proposal_of_a_person_names_the_person",
            ),
        ),
        migrations.AddField(
            model_name="decisiondraft",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="decisiondraft",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafts",
                to="imports.proposal",
                verbose_name="proposal",
            ),
        ),
        migrations.AddField(
            model_name="reviewlock",
            name="holder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="held by",
            ),
        ),
        migrations.AddField(
            model_name="reviewlock",
            name="version",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="review_lock",
                to="statements.textversion",
                verbose_name="text version",
            ),
        ),
        migrations.AddField(
            model_name="secondopinion",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="secondopinion",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="second_opinions",
                to="imports.proposal",
                verbose_name="proposal",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisiondraft",
            constraint=models.UniqueConstraint(fields=("proposal", "by"), name="person_drafts_each_decision_once"),
        ),
        migrations.AddConstraint(
            model_name="decisiondraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end__isnull", True), ("start__isnull", True)),
                    models.Q(("end__gt", models.F("start")), ("end__isnull", False), ("start__isnull", False)),
                    _connector="OR",
                ),
                name="draft_on_other_words_says_which",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewlock",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("taken_at"))), name="review_lock_ends_after_it_began"
            ),
        ),
        migrations.AddIndex(
            model_name="secondopinion",
            index=models.Index(fields=["batch"], name="second_opinion_by_batch"),
        ),
        migrations.AddConstraint(
            model_name="secondopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["accept", "reject", "hold", "reopen"])),
                name="second_opinion_verdict_is_known",
            ),
        ),
    ]
