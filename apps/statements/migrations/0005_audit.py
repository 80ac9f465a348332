"""Statements, their texts and quotes are audited; a text is kept by its digest, since the text itself never changes."""

from django.db import migrations

from apps.core.audit_sql import audited


class Migration(migrations.Migration):
    dependencies = [("core", "0005_audit"), ("statements", "0004_page_changes")]

    operations = [
        *audited("statements_publisher"),
        *audited("statements_statement"),
        *audited("statements_textversion", hidden=("body",)),
        *audited("statements_quote"),
    ]
