"""Missions move forward only, and members of a joint mission observe the same election."""

from django.db import migrations

from apps.core.triggers import before, publication_edges


class Migration(migrations.Migration):
    dependencies = [("missions", "0001_initial")]

    operations = [
        publication_edges("missions_mission"),
        before(
            name="joint_mission_observes_one_election",
            table="missions_mission",
            when="INSERT OR UPDATE",
            body="""
            BEGIN
                IF NEW.joint_mission_id IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM missions_mission
                    WHERE id = NEW.joint_mission_id AND election_id = NEW.election_id
                ) THEN
                    RAISE EXCEPTION 'a member of a joint mission observes the same election'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'joint_mission_observes_one_election';
                END IF;
                RETURN NEW;
            END""",
        ),
    ]
