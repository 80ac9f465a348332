"""Indexes by which pages read the beginning of long lists."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("elections", "0006_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="election",
            index=models.Index(fields=["-first_polling_day", "code"], name="election_by_polling_day"),
        ),
    ]
