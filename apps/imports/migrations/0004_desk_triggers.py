"""The count of writes and the second look may change on a proposal; a second opinion is another person's, for good."""

from django.db import migrations

from apps.core.triggers import before, refuse

FREE = "'status', 'result', 'updated_at', 'position', 'run_id', 'rule', 'confidence', 'because'"


def proposal_keeps(free: str) -> str:
    return f"""
    CREATE OR REPLACE FUNCTION proposal_keeps_the_machine_value() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
        IF (to_jsonb(OLD) - ARRAY[{free}]) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY[{free}]) THEN
            RAISE EXCEPTION 'the value that the machine proposed is kept; a person''s value is in the decision'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'proposal_keeps_the_machine_value';
        END IF;
        RETURN NEW;
    END $body$"""


ANOTHER_PERSON = """
    BEGIN
        IF EXISTS (SELECT 1 FROM imports_decision WHERE proposal_id = NEW.proposal_id AND by_id = NEW.by_id) THEN
            RAISE EXCEPTION 'a second opinion is that of a person who has not decided on the proposal'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'second_opinion_is_of_another_person';
        END IF;
        IF EXISTS (SELECT 1 FROM imports_secondopinion WHERE proposal_id = NEW.proposal_id AND by_id <> NEW.by_id) THEN
            RAISE EXCEPTION 'one second person gives an opinion on a proposal'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'proposal_has_one_second_person';
        END IF;
        RETURN NEW;
    END"""


class Migration(migrations.Migration):
    dependencies = [("imports", "0003_desk")]

    operations = [
        migrations.RunSQL(sql=proposal_keeps(f"{FREE}, 'revision', 'second_look'"), reverse_sql=proposal_keeps(FREE)),
        before(
            name="second_opinion_is_of_another_person",
            table="imports_secondopinion",
            when="INSERT",
            body=ANOTHER_PERSON,
        ),
        refuse(
            name="second_opinions_are_append_only",
            table="imports_secondopinion",
            when="UPDATE OR DELETE",
            message="second opinions are append-only: give another one",
        ),
    ]
