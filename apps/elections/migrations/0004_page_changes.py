"""Changes of elections, and of the names of places, show on pages."""

from django.db import migrations

from apps.core.page_changes import moment_of, shows_on_pages


class Migration(migrations.Migration):
    dependencies = [("elections", "0003_search"), ("core", "0004_page_changes")]

    operations = [
        moment_of(name="election", table="elections_election", moment="shows_from(item.state, item.embargo_until)"),
        shows_on_pages(
            table="elections_election", moment="shows_from(item.state, item.embargo_until)", publishable=True
        ),
        shows_on_pages(table="elections_country"),
        shows_on_pages(table="elections_region"),
    ]
