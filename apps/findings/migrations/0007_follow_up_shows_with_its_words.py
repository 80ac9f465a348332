"""How far a recommendation was carried out shows once the words that say so do."""

from django.db import migrations

from apps.core.page_changes import hidden_from_pages, shows_on_pages

TABLE = "findings_recommendationstatus"
STANDING = "recommendation_shows_from(item.recommendation_id), mission_shows_from(item.author_id)"
WORDS = """(SELECT statement_shows_from(v.statement_id)
    FROM statements_quote q JOIN statements_textversion v ON v.id = q.version_id WHERE q.id = item.quote_id)"""


class Migration(migrations.Migration):
    dependencies = [("findings", "0006_responses")]

    operations = [
        hidden_from_pages(table=TABLE, moment=f"latest_of({STANDING})"),
        shows_on_pages(table=TABLE, moment=f"latest_of({STANDING}, {WORDS})"),
    ]
