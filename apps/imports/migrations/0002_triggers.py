"""Runs move along their states only, proposals keep the machine's value, decisions are append-only."""

from django.db import migrations

from apps.core.triggers import before, refuse

# A worker that was killed leaves a run in a working state; the next claim starts it over, hence working → fetching.
RUN_MOVES = """
    BEGIN
        IF OLD.state <> NEW.state AND NOT (
            (OLD.state = 'queued' AND NEW.state IN ('fetching', 'failed', 'rejected'))
            OR (OLD.state IN ('fetching', 'reading', 'extracting', 'proposing') AND NEW.state IN (
                'queued', 'fetching', 'reading', 'extracting', 'proposing',
                'ready', 'duplicate', 'unchanged', 'rejected', 'failed'))
            OR (OLD.state = 'failed' AND NEW.state = 'queued')
        ) THEN
            RAISE EXCEPTION 'a run cannot go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'run_moves_along_its_states';
        END IF;
        RETURN NEW;
    END"""

PROPOSAL_KEEPS = """
    BEGIN
        IF (to_jsonb(OLD) - ARRAY['status', 'result', 'updated_at', 'position', 'run_id', 'rule', 'confidence', 'because'])
           IS DISTINCT FROM
           (to_jsonb(NEW) - ARRAY['status', 'result', 'updated_at', 'position', 'run_id', 'rule', 'confidence', 'because'])
        THEN
            RAISE EXCEPTION 'the value that the machine proposed is kept; a person''s value is in the decision'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'proposal_keeps_the_machine_value';
        END IF;
        RETURN NEW;
    END"""

PROPOSAL_CITES = """
    DECLARE words text;
    BEGIN
        SELECT substr(body, NEW.start + 1, NEW."end" - NEW.start) INTO words
        FROM statements_textversion WHERE id = NEW.version_id;
        IF words IS DISTINCT FROM NEW.exact THEN
            RAISE EXCEPTION 'the proposal does not cite what the text says at %..%', NEW.start, NEW."end"
            USING ERRCODE = 'check_violation', CONSTRAINT = 'proposal_cites_the_exact_words';
        END IF;
        RETURN NEW;
    END"""


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial")]

    operations = [
        before(name="run_moves_along_its_states", table="imports_importrun", when="UPDATE", body=RUN_MOVES),
        before(name="proposal_keeps_the_machine_value", table="imports_proposal", when="UPDATE", body=PROPOSAL_KEEPS),
        before(name="proposal_cites_the_exact_words", table="imports_proposal", when="INSERT", body=PROPOSAL_CITES),
        refuse(
            name="decisions_are_append_only",
            table="imports_decision",
            when="UPDATE OR DELETE",
            message="decisions are append-only: decide again",
        ),
    ]
