"""SQL for the search index: one row of words for each record, kept by triggers, so that no way of writing misses it.

The index says which records hold a word. It never says who may see them: a search joins it with the public rows.
"""

from django.db import migrations

from apps.core.kazakh_words import stems_function

STEMS = "kazakh_stems"
# ruff: noqa: S608 - the SQL is put together from names that migrations give
# PostgreSQL refuses more than a megabyte of distinct words in one vector.
MAX_CHARACTERS = 200_000


def functions() -> migrations.RunSQL:
    """`kazakh_stems(text)`, `search_put(kind, record, words)` and `search_texts(names)`."""
    # “OSCE/ODIHR” would be taken for the path of a file.
    return migrations.RunSQL(
        sql=f"""
        {stems_function(STEMS)};
        CREATE FUNCTION search_texts(names jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $body$
            SELECT string_agg(value, ' ' ORDER BY key) FROM jsonb_each_text(names)
        $body$;
        CREATE FUNCTION search_put(which text, row_id bigint, content text) RETURNS void LANGUAGE sql AS $body$
            INSERT INTO core_searchentry (kind, record, russian, english, kazakh)
            SELECT which, row_id, to_tsvector('russian', words), to_tsvector('english', words),
                   to_tsvector('simple', {STEMS}(words))
            FROM (SELECT replace(left(coalesce(content, ''), {MAX_CHARACTERS}), '/', ' ') AS words) AS source
            ON CONFLICT (kind, record) DO UPDATE
            SET russian = EXCLUDED.russian, english = EXCLUDED.english, kazakh = EXCLUDED.kazakh
        $body$;
        """,
        reverse_sql=f"""
        DROP FUNCTION search_put(text, bigint, text);
        DROP FUNCTION search_texts(jsonb);
        DROP FUNCTION {STEMS}(text);
        """,
    )


def indexed(*, kind: str, table: str, words: str) -> migrations.RunSQL:
    """Keep the words of each row of a table; `words` is an SQL expression over the row, called `item`."""
    return migrations.RunSQL(
        sql=f"""
        CREATE FUNCTION search_{kind}(row_id bigint) RETURNS void LANGUAGE sql AS $body$
            SELECT search_put('{kind}', item.id, {words}) FROM {table} AS item WHERE item.id = row_id
        $body$;
        CREATE FUNCTION {kind}_is_searchable() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                DELETE FROM core_searchentry WHERE kind = '{kind}' AND record = OLD.id;
            ELSE
                PERFORM search_{kind}(NEW.id);
            END IF;
            RETURN NULL;
        END $body$;
        CREATE TRIGGER {kind}_is_searchable AFTER INSERT OR UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {kind}_is_searchable();
        SELECT search_{kind}(id) FROM {table};
        """,
        reverse_sql=f"""
        DROP TRIGGER {kind}_is_searchable ON {table};
        DROP FUNCTION {kind}_is_searchable();
        DROP FUNCTION search_{kind}(bigint);
        DELETE FROM core_searchentry WHERE kind = '{kind}';
        """,
    )


def also_indexed(*, name: str, table: str, links: dict[str, str]) -> migrations.RunSQL:
    """Bring records up to date when rows of another table change; `links` names a column for each kind of record."""

    def calls(row: str) -> str:
        return " ".join(
            f"IF {row}.{column} IS NOT NULL THEN PERFORM search_{kind}({row}.{column}); END IF;"
            for kind, column in links.items()
        )

    return migrations.RunSQL(
        sql=f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
            IF TG_OP = 'DELETE' THEN {calls("OLD")} ELSE {calls("NEW")} END IF;
            RETURN NULL;
        END $body$;
        CREATE TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {name}();
        """,
        reverse_sql=f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();",
    )
