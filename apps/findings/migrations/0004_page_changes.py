"""Changes of claims, of what they rest on and of what became of them show on pages."""

from django.db import migrations

from apps.core.page_changes import moment_of, shows_on_pages

CLAIMS = ("finding", "figure", "recommendation", "deliverable")
CHECK = """latest_of(shows_from(item.state, item.embargo_until), (
    SELECT statement_shows_from(v.statement_id)
    FROM statements_quote q JOIN statements_textversion v ON v.id = q.version_id WHERE q.id = item.quote_id))"""


def claim(kind: str) -> str:
    """A claim shows with its mission, as soon as one of the texts that carry it does."""
    return f"""latest_of(shows_from(item.state, item.embargo_until), mission_shows_from(item.mission_id), (
        SELECT min(statement_shows_from(v.statement_id)) FROM findings_evidence e
        JOIN statements_quote q ON q.id = e.quote_id JOIN statements_textversion v ON v.id = q.version_id
        WHERE e.{kind}_id = item.id))"""


class Migration(migrations.Migration):
    dependencies = [("findings", "0003_search"), ("missions", "0005_page_changes")]

    operations = [
        *(moment_of(name=kind, table=f"findings_{kind}", moment=claim(kind)) for kind in CLAIMS),
        *(shows_on_pages(table=f"findings_{kind}", moment=claim(kind), publishable=True) for kind in CLAIMS),
        shows_on_pages(
            table="findings_evidence",
            moment=f"coalesce({', '.join(f'{kind}_shows_from(item.{kind}_id)' for kind in CLAIMS)})",
        ),
        moment_of(name="headlinecheck", table="findings_headlinecheck", moment=CHECK),
        shows_on_pages(table="findings_headlinecheck", moment=CHECK, publishable=True),
        shows_on_pages(
            table="findings_headlinecheck_held_against", moment="headlinecheck_shows_from(item.headlinecheck_id)"
        ),
        shows_on_pages(
            table="findings_recommendationstatus",
            moment="latest_of(recommendation_shows_from(item.recommendation_id), mission_shows_from(item.author_id))",
        ),
    ]
