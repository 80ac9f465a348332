"""What loads keep of observers is forgotten with their visits, and the audit never has it."""

from django.db import migrations, models

from apps.visits.visit_audit import audit_of_loads


class Migration(migrations.Migration):
    dependencies = [("visits", "0008_quality_and_merges")]

    operations = [
        migrations.AddField(
            model_name="forgetting",
            name="loads",
            field=models.PositiveIntegerField(default=0, verbose_name="loads"),
        ),
        *audit_of_loads(),
    ]
