"""Organisations, missions, the people who lead them and their texts are audited."""

from django.db import migrations

from apps.core.audit_sql import audited


class Migration(migrations.Migration):
    dependencies = [("core", "0005_audit"), ("missions", "0005_page_changes")]

    operations = [
        *audited("missions_organisation"),
        *audited("missions_mission"),
        *audited("missions_missionrole"),
        *audited("missions_missionstatement"),
    ]
