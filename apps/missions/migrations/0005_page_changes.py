"""Changes of missions, their people, their texts and of organisations show on pages."""

from django.db import migrations

from apps.core.page_changes import moment_of, shows_on_pages

# A role that rests on words shows with them.
ROLE = """latest_of(mission_shows_from(item.mission_id), CASE WHEN item.quote_id IS NULL THEN '-infinity' ELSE (
    SELECT statement_shows_from(v.statement_id)
    FROM statements_quote q JOIN statements_textversion v ON v.id = q.version_id WHERE q.id = item.quote_id) END)"""
MISSION = "latest_of(shows_from(item.state, item.embargo_until), election_shows_from(item.election_id))"


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0004_search"),
        ("elections", "0004_page_changes"),
        ("statements", "0004_page_changes"),
    ]

    operations = [
        moment_of(name="mission", table="missions_mission", moment=MISSION),
        shows_on_pages(table="missions_mission", moment=MISSION, publishable=True),
        shows_on_pages(table="missions_missionrole", moment=ROLE),
        shows_on_pages(
            table="missions_missionstatement",
            moment="latest_of(mission_shows_from(item.mission_id), statement_shows_from(item.statement_id))",
        ),
        shows_on_pages(table="missions_organisation"),
    ]
