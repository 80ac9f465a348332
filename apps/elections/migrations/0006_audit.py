"""Countries, regions and elections are audited."""

from django.db import migrations

from apps.core.audit_sql import audited


class Migration(migrations.Migration):
    dependencies = [("core", "0005_audit"), ("elections", "0005_region_dates_and_maps")]

    operations = [
        *audited("elections_country"),
        *audited("elections_region"),
        *audited("elections_election"),
    ]
