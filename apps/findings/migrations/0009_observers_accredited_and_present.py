"""Figures of who was let in and who came, beside those of who was sent."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0008_reader_reports"),
        ("missions", "0006_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="figure",
            name="figure_measure_is_known",
        ),
        migrations.AlterField(
            model_name="figure",
            name="measure",
            field=models.CharField(
                choices=[
                    ("polling_stations_visited", "Polling stations visited"),
                    ("polling_stations_total", "Polling stations in all"),
                    ("regions_covered", "Regions covered"),
                    ("regions_total", "Regions in all"),
                    ("observers_accredited", "Observers accredited"),
                    ("observers_deployed", "Observers deployed"),
                    ("observers_long_term", "Long-term observers"),
                    ("observers_short_term", "Short-term observers"),
                    ("observers_present", "Observers present on polling day"),
                    ("observer_countries", "Countries that observers came from"),
                    ("turnout_percent", "Turnout, per cent"),
                    ("parties_contesting", "Parties contesting"),
                    ("candidates", "Candidates"),
                    ("registered_voters", "Registered voters"),
                    ("votes_percent_positive", "Observations assessed positively, per cent"),
                    ("other", "Other"),
                ],
                max_length=40,
                verbose_name="measure",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "measure__in",
                        [
                            "polling_stations_visited",
                            "polling_stations_total",
                            "regions_covered",
                            "regions_total",
                            "observers_accredited",
                            "observers_deployed",
                            "observers_long_term",
                            "observers_short_term",
                            "observers_present",
                            "observer_countries",
                            "turnout_percent",
                            "parties_contesting",
                            "candidates",
                            "registered_voters",
                            "votes_percent_positive",
                            "other",
                        ],
                    )
                ),
                name="figure_measure_is_known",
            ),
        ),
    ]
