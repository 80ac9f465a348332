"""Missions are found by their organisation, their country and their mandate."""

from django.db import migrations

from apps.core.search_index import indexed

MISSION = """concat_ws(' ', 'mission миссия', search_texts(item.mandate),
    (SELECT concat_ws(' ', short_name, search_texts(names),
            search_texts(short_names)) FROM missions_organisation
     WHERE id = item.organisation_id),
    (SELECT concat_ws(' ', search_texts(e.names), search_texts(c.names), extract(year FROM e.first_polling_day))
     FROM elections_election e JOIN elections_country c ON c.id = e.country_id WHERE e.id = item.election_id))"""


class Migration(migrations.Migration):
    dependencies = [("missions", "0003_organisation_short_names"), ("elections", "0003_search")]

    operations = [indexed(kind="mission", table="missions_mission", words=MISSION)]
