"""Elections move forward only."""

from django.db import migrations

from apps.core.triggers import publication_edges


class Migration(migrations.Migration):
    dependencies = [("elections", "0001_initial")]

    operations = [publication_edges("elections_election")]
