"""Filters of lists that people gave a name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from apps.core.audit_sql import audited


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0006_access"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=100, verbose_name="table")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(blank=True, max_length=2000, verbose_name="filter")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "saved filter",
                "verbose_name_plural": "saved filters",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "table", "name"), name="person_names_a_filter_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="saved_filter_has_a_name"
                    ),
                ],
            },
        ),
        *audited("core_savedfilter"),
    ]
