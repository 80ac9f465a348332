"""The change log is append-only, and its cursor grows in the order of commits."""

from django.db import migrations

from apps.core.triggers import before, refuse


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        refuse(
            name="change_log_is_append_only",
            table="core_change",
            when="UPDATE OR DELETE",
            message="the change log is append-only",
        ),
        # A sequence number drawn before the lock could become visible after a larger one. The lock makes writers
        # queue until the one before them has committed; 7306 is an arbitrary, fixed key.
        before(
            name="change_cursor_grows_in_commit_order",
            table="core_change",
            when="INSERT",
            body="""
            BEGIN
                PERFORM pg_advisory_xact_lock(7306);
                NEW.id := nextval(pg_get_serial_sequence('core_change', 'id'));
                RETURN NEW;
            END""",
        ),
    ]
