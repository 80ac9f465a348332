"""Changes of statements, of their texts and of publishers show on pages."""

from django.db import migrations

from apps.core.page_changes import moment_of, shows_on_pages


class Migration(migrations.Migration):
    dependencies = [("statements", "0003_search"), ("core", "0004_page_changes")]

    operations = [
        moment_of(name="statement", table="statements_statement", moment="shows_from(item.state, item.embargo_until)"),
        shows_on_pages(
            table="statements_statement", moment="shows_from(item.state, item.embargo_until)", publishable=True
        ),
        shows_on_pages(table="statements_textversion", moment="statement_shows_from(item.statement_id)"),
        shows_on_pages(table="statements_publisher"),
    ]
