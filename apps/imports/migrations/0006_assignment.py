"""Whose work an import is; giving it to somebody is audited, what machines do to it still is not."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BEFORE = "INSERT OR DELETE"
AFTER = "INSERT OR DELETE OR UPDATE OF assigned_to_id"


def audited_on(events: str) -> str:
    return f"""
        DROP TRIGGER imports_importrun_is_audited ON imports_importrun;
        CREATE TRIGGER imports_importrun_is_audited AFTER {events} ON imports_importrun
        FOR EACH ROW EXECUTE FUNCTION audit_row('id', '', 'updated_at');
    """


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0005_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="assigned_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assigned_runs",
                to=settings.AUTH_USER_MODEL,
                verbose_name="assigned to",
            ),
        ),
        migrations.RunSQL(sql=audited_on(AFTER), reverse_sql=audited_on(BEFORE)),
    ]
