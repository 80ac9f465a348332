"""Claims are found by their summary, what they are about, and the words that they rest on."""

from django.db import migrations

from apps.core.search_index import also_indexed, indexed

ABOUT = {"finding": "topic", "figure": "measure", "recommendation": "topic", "deliverable": "report"}


def words(kind: str, column: str) -> str:
    return f"""concat_ws(' ', search_texts(item.summary), replace(item.{column}, '_', ' '),
        (SELECT string_agg(q.exact, ' ') FROM findings_evidence e JOIN statements_quote q ON q.id = e.quote_id
         WHERE e.{kind}_id = item.id))"""


class Migration(migrations.Migration):
    dependencies = [("findings", "0002_triggers"), ("missions", "0004_search"), ("statements", "0003_search")]

    operations = [
        *(indexed(kind=kind, table=f"findings_{kind}", words=words(kind, column)) for kind, column in ABOUT.items()),
        also_indexed(
            name="evidence_is_searchable", table="findings_evidence", links={kind: f"{kind}_id" for kind in ABOUT}
        ),
    ]
