"""One index by which a page of visits is found, whichever form, region and hour are asked for."""

from datetime import UTC, datetime

from django.db import migrations, models
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [("visits", "0009_forgotten_loads")]

    operations = [
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                models.F("mission"),
                models.F("form"),
                Coalesce("region", models.Value(0)),
                Coalesce("arrived_at", models.Value(datetime(1900, 1, 1, tzinfo=UTC))),
                models.F("id"),
                name="visit_by_place_and_arrival",
            ),
        ),
    ]
