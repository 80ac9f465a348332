"""The words by which records are found, and the functions that write them."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

from apps.core.search_index import functions


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_triggers"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("election", "Elections"),
                            ("mission", "Missions"),
                            ("statement", "Statements"),
                            ("finding", "Findings"),
                            ("figure", "Figures"),
                            ("recommendation", "Recommendations"),
                            ("deliverable", "Promised reports"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("record", models.BigIntegerField(verbose_name="record")),
                ("russian", django.contrib.postgres.search.SearchVectorField(verbose_name="Russian words")),
                ("english", django.contrib.postgres.search.SearchVectorField(verbose_name="English words")),
                ("kazakh", django.contrib.postgres.search.SearchVectorField(verbose_name="Kazakh words")),
            ],
            options={
                "verbose_name": "search entry",
                "verbose_name_plural": "search entries",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["russian"], name="search_russian_words"),
                    django.contrib.postgres.indexes.GinIndex(fields=["english"], name="search_english_words"),
                    django.contrib.postgres.indexes.GinIndex(fields=["kazakh"], name="search_kazakh_words"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "record"), name="record_is_searched_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "election",
                                    "mission",
                                    "statement",
                                    "finding",
                                    "figure",
                                    "recommendation",
                                    "deliverable",
                                ],
                            )
                        ),
                        name="search_kind_is_known",
                    ),
                ],
            },
        ),
        functions(),
    ]
