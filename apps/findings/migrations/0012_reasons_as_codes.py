"""Reasons that the house gave by itself were kept in the language of whoever was there; now a code is kept."""

from django.db import migrations

TABLES = ("finding", "figure", "recommendation", "deliverable", "headlinecheck", "authorityreply")
# As the three catalogues had them.
PATTERNS = (r"^Replaced by (\S+)\.$", r"^Заменено на (\S+)\.$", r"^(\S+) кодты жазбамен алмастырылды\.$")
STATISTICS = ("Newer statistics were released.", "Выпущена более новая статистика.", "Жаңарақ статистика жарияланды.")


def as_codes(table: str, column: str) -> str:
    replaced = "".join(
        f"UPDATE {table} SET {column} = regexp_replace({column}, '{pattern}', '@replaced \\1') "
        f"WHERE {column} ~ '{pattern}';"
        for pattern in PATTERNS
    )
    listed = ", ".join(f"'{text}'" for text in STATISTICS)
    return f"{replaced} UPDATE {table} SET {column} = '@newer-statistics' WHERE {column} IN ({listed});"


class Migration(migrations.Migration):
    dependencies = [("findings", "0011_entered_from")]

    operations = [
        *(
            migrations.RunSQL(as_codes(f"findings_{table}", "withdrawal_note"), migrations.RunSQL.noop)
            for table in TABLES
        ),
        # The log is append-only for everybody but its own form.
        migrations.RunSQL(
            f"""
            ALTER TABLE core_change DISABLE TRIGGER change_log_is_append_only;
            {as_codes("core_change", "note")}
            ALTER TABLE core_change ENABLE TRIGGER change_log_is_append_only;
            """,
            migrations.RunSQL.noop,
        ),
    ]
