"""Decisions are audited, and what people changed of proposals; what machines do to imports is in the imports themselves."""

from django.db import migrations

from apps.core.audit_sql import audited


class Migration(migrations.Migration):
    dependencies = [("core", "0005_audit"), ("imports", "0004_desk_triggers")]

    operations = [
        *audited("imports_importrun", events="INSERT OR DELETE"),
        *audited("imports_proposal", events="UPDATE OR DELETE"),
        *audited("imports_decision"),
        *audited("imports_secondopinion"),
    ]
