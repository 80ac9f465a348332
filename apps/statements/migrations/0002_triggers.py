"""Texts and quotes never change, a text is what its hash says, and a quote is the exact slice of its text."""

from django.db import migrations

from apps.core.triggers import before, publication_edges, refuse


class Migration(migrations.Migration):
    dependencies = [("statements", "0001_initial")]

    operations = [
        publication_edges("statements_statement"),
        before(
            name="published_statement_stays_what_it_is",
            table="statements_statement",
            when="UPDATE",
            body="""
            BEGIN
                IF OLD.state <> 'draft'
                   AND (OLD.code, OLD.source_key, OLD.authenticity, OLD.language, OLD.url)
                       IS DISTINCT FROM (NEW.code, NEW.source_key, NEW.authenticity, NEW.language, NEW.url) THEN
                    RAISE EXCEPTION 'whose words a published text holds is never changed: withdraw it'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'published_statement_stays_what_it_is';
                END IF;
                RETURN NEW;
            END""",
        ),
        refuse(
            name="text_version_never_changes",
            table="statements_textversion",
            when="UPDATE OR DELETE",
            message="a text version is never changed or deleted: a changed source makes a new version",
        ),
        before(
            name="text_version_matches_its_hash",
            table="statements_textversion",
            when="INSERT",
            body="""
            BEGIN
                IF NEW.sha256 <> encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex') THEN
                    RAISE EXCEPTION 'the hash is not that of the text'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'text_version_matches_its_hash';
                END IF;
                RETURN NEW;
            END""",
        ),
        refuse(
            name="quote_never_changes",
            table="statements_quote",
            when="UPDATE",
            message="a quote is never changed: cite another span",
        ),
        before(
            name="quote_is_the_exact_words",
            table="statements_quote",
            when="INSERT",
            body="""
            DECLARE words text;
            BEGIN
                SELECT substr(body, NEW.start + 1, NEW."end" - NEW.start) INTO words
                FROM statements_textversion WHERE id = NEW.version_id;
                IF words IS DISTINCT FROM NEW.exact THEN
                    RAISE EXCEPTION 'the quote is not what the text says at %..%', NEW.start, NEW."end"
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'quote_is_the_exact_words';
                END IF;
                RETURN NEW;
            END""",
        ),
    ]
