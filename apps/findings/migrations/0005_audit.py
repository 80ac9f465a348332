"""Claims, what they rest on, what became of them, and headline checks are audited."""

from django.db import migrations

from apps.core.audit_sql import audited


class Migration(migrations.Migration):
    dependencies = [("core", "0005_audit"), ("findings", "0004_desk"), ("findings", "0004_page_changes")]

    operations = [
        *audited("findings_finding"),
        *audited("findings_figure"),
        *audited("findings_recommendation"),
        *audited("findings_deliverable"),
        *audited("findings_recommendationstatus"),
        *audited("findings_evidence"),
        *audited("findings_headlinecheck"),
        *audited("findings_headlinecheck_held_against"),
    ]
