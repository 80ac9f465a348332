"""To which missions people are restricted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from apps.core.audit_sql import audited


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_audit"),
        ("missions", "0006_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MissionAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="missions.mission",
                        verbose_name="mission",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mission_access",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "restriction to a mission",
                "verbose_name_plural": "restrictions to missions",
                "ordering": ["user_id", "mission_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "mission"), name="person_is_given_a_mission_once")
                ],
            },
        ),
        *audited("core_missionaccess"),
    ]
