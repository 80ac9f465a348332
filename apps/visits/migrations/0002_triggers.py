"""An answer has the type of its question, and belongs to the questionnaire and election of its visit."""

from django.db import migrations

from apps.core.triggers import before

ANSWER_FITS = """
    DECLARE kind text; form bigint; visit_form bigint; given integer; wanted boolean;
    BEGIN
        SELECT type, questionnaire_id INTO kind, form FROM visits_question WHERE id = NEW.question_id;
        SELECT questionnaire_id INTO visit_form FROM visits_visit WHERE id = NEW.visit_id;
        IF form IS DISTINCT FROM visit_form THEN
            RAISE EXCEPTION 'the question is not on the form of this visit'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'answer_is_on_the_form_of_its_visit';
        END IF;
        given := num_nonnulls(NEW.yes_no, NEW.number, NEW.choices, NEW.text, NEW.time);
        wanted := CASE kind
            WHEN 'yes_no' THEN NEW.yes_no IS NOT NULL
            WHEN 'number' THEN NEW.number IS NOT NULL
            WHEN 'text' THEN NEW.text IS NOT NULL
            WHEN 'time' THEN NEW.time IS NOT NULL
            WHEN 'scale' THEN cardinality(NEW.choices) = 1
            WHEN 'single_choice' THEN cardinality(NEW.choices) = 1
            WHEN 'multiple_choice' THEN cardinality(NEW.choices) >= 1
        END;
        IF (NEW.could_not_observe AND given <> 0)
           OR (NOT NEW.could_not_observe AND (given <> 1 OR wanted IS NOT TRUE)) THEN
            RAISE EXCEPTION 'the answer is not of the type of its question'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'answer_has_the_type_of_its_question';
        END IF;
        RETURN NEW;
    END"""

VISIT_FITS = """
    BEGIN
        IF NEW.station_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM visits_pollingstation s JOIN missions_mission m ON m.election_id = s.election_id
            WHERE s.id = NEW.station_id AND m.id = NEW.mission_id
        ) THEN
            RAISE EXCEPTION 'the polling station belongs to another election'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_is_to_a_station_of_its_election';
        END IF;
        IF NEW.questionnaire_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM visits_questionnaire
            WHERE id = NEW.questionnaire_id AND mission_id = NEW.mission_id AND form = NEW.form
        ) THEN
            RAISE EXCEPTION 'the questionnaire is of another mission or form'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_uses_a_form_of_its_mission';
        END IF;
        RETURN NEW;
    END"""


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial")]

    operations = [
        before(name="answer_fits_its_question", table="visits_answer", when="INSERT OR UPDATE", body=ANSWER_FITS),
        before(name="visit_fits_its_mission", table="visits_visit", when="INSERT OR UPDATE", body=VISIT_FITS),
    ]
