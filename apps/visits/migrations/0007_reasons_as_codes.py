"""Why statistics were taken back is kept as a code, and told in the reader's language."""

from django.db import migrations

STATISTICS = ("Newer statistics were released.", "Выпущена более новая статистика.", "Жаңарақ статистика жарияланды.")


class Migration(migrations.Migration):
    dependencies = [("visits", "0006_load_triggers")]

    operations = [
        migrations.RunSQL(
            "UPDATE visits_statisticsrelease SET withdrawal_note = '@newer-statistics' WHERE withdrawal_note IN ("
            + ", ".join(f"'{text}'" for text in STATISTICS)
            + ")",
            migrations.RunSQL.noop,
        )
    ]
