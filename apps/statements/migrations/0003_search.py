"""Statements are found by their title and the words of their newest version."""

from django.db import migrations

from apps.core.search_index import also_indexed, indexed

WORDS = """concat_ws(' ', item.title,
    (SELECT body FROM statements_textversion WHERE statement_id = item.id ORDER BY number DESC LIMIT 1))"""


class Migration(migrations.Migration):
    dependencies = [("statements", "0002_triggers"), ("core", "0003_search")]

    operations = [
        indexed(kind="statement", table="statements_statement", words=WORDS),
        also_indexed(
            name="text_version_is_searchable",
            table="statements_textversion",
            links={"statement": "statement_id"},
        ),
    ]
