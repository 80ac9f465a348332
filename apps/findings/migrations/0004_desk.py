"""A correction says why it was made; readers see the reason beside what stood there before."""

from django.conf import settings
from django.db import migrations, models


def reason_is_filled_in(kind: str) -> migrations.RunSQL:
    """Corrections from before this rule say that they have no reason; published rows are frozen, hence no triggers."""
    table = f"findings_{kind}"
    return migrations.RunSQL(
        sql=f"""
            ALTER TABLE {table} DISABLE TRIGGER USER;
            UPDATE {table} SET correction_reason = 'No reason was recorded.'
            WHERE replaces_id IS NOT NULL AND state <> 'draft';
            ALTER TABLE {table} ENABLE TRIGGER USER;
        """,
        reverse_sql=migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0004_page_changes"),
        ("missions", "0004_search"),
        ("statements", "0003_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="deliverable",
            name="correction_reason",
            field=models.TextField(
                blank=True,
                help_text="Readers see it on the page of corrections, beside what stood there before.",
                max_length=2000,
                verbose_name="reason for the correction",
            ),
        ),
        migrations.AddField(
            model_name="figure",
            name="correction_reason",
            field=models.TextField(
                blank=True,
                help_text="Readers see it on the page of corrections, beside what stood there before.",
                max_length=2000,
                verbose_name="reason for the correction",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="correction_reason",
            field=models.TextField(
                blank=True,
                help_text="Readers see it on the page of corrections, beside what stood there before.",
                max_length=2000,
                verbose_name="reason for the correction",
            ),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="correction_reason",
            field=models.TextField(
                blank=True,
                help_text="Readers see it on the page of corrections, beside what stood there before.",
                max_length=2000,
                verbose_name="reason for the correction",
            ),
        ),
        *(reason_is_filled_in(kind) for kind in ("finding", "figure", "recommendation", "deliverable")),
        migrations.AddConstraint(
            model_name="deliverable",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    ("replaces__isnull", True),
                    models.Q(("correction_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="published_correction_of_deliverable_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    ("replaces__isnull", True),
                    models.Q(("correction_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="published_correction_of_figure_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    ("replaces__isnull", True),
                    models.Q(("correction_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="published_correction_of_finding_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    ("replaces__isnull", True),
                    models.Q(("correction_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="published_correction_of_recommendation_has_a_reason",
            ),
        ),
    ]
