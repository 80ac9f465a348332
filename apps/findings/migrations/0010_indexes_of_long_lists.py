"""Indexes by which pages read the beginning of long lists."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0009_observers_accredited_and_present"),
        ("missions", "0006_audit"),
        ("statements", "0005_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="deliverable",
            index=models.Index(
                condition=models.Q(("state", "withdrawn")),
                fields=["-withdrawn_at", "id"],
                name="deliverable_withdrawn_last",
            ),
        ),
        migrations.AddIndex(
            model_name="figure",
            index=models.Index(
                condition=models.Q(("state", "withdrawn")), fields=["-withdrawn_at", "id"], name="figure_withdrawn_last"
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                condition=models.Q(("state", "withdrawn")),
                fields=["-withdrawn_at", "id"],
                name="finding_withdrawn_last",
            ),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(
                condition=models.Q(("state", "withdrawn")),
                fields=["-withdrawn_at", "id"],
                name="recommendation_withdrawn_last",
            ),
        ),
    ]
