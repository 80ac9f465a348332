"""Elections are found by their names, their country and what was voted on, in three languages."""

from django.db import migrations

from apps.core.search_index import indexed

TYPES = """(SELECT string_agg(label, ' ') FROM (VALUES
    ('parliamentary', 'парламентские парламенттік мәжіліс сайлауы'),
    ('presidential', 'президентские выборы президента президент сайлауы'),
    ('local', 'местные жергілікті'),
    ('regional', 'региональные өңірлік'),
    ('referendum', 'референдум'),
    ('constituent', 'учредительное собрание құрылтай')
) AS known(value, label) WHERE value = ANY(item.types))"""

WORDS = f"""concat_ws(' ', search_texts(item.names), 'election elections выборы сайлау', array_to_string(item.types, ' '),
    {TYPES}, extract(year FROM item.first_polling_day),
    (SELECT search_texts(names) FROM elections_country WHERE id = item.country_id))"""


class Migration(migrations.Migration):
    dependencies = [("elections", "0002_triggers"), ("core", "0003_search")]

    operations = [indexed(kind="election", table="elections_election", words=WORDS)]
