"""The desk's standard in versions that never change; the one row of before is version 1."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

NEVER_CHANGES = """
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON reviews_standard
    FOR EACH ROW EXECUTE FUNCTION row_never_changes();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON reviews_standard
    FOR EACH STATEMENT EXECUTE FUNCTION row_never_changes();
ALTER TABLE reviews_standard ENABLE ALWAYS TRIGGER never_changes;
ALTER TABLE reviews_standard ENABLE ALWAYS TRIGGER never_emptied;
REVOKE UPDATE, DELETE ON reviews_standard FROM factcheck_app;
"""


def say_when_it_was_set(apps, schema_editor):
    """Who set the one row of before, and when, is in the history."""
    told = apps.get_model("history", "Event").objects.filter(chain="site", kind="set-standard")
    if newest := told.order_by("-seq").first():
        users = apps.get_model("accounts", "User").objects.filter(username=newest.actor)
        apps.get_model("reviews", "Standard").objects.update(
            set_at=newest.occurred_at, set_by=users.first()
        )


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0024_withholding"),
        ("history", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(name="standard", options={"ordering": ["-version"]}),
        migrations.RemoveConstraint(model_name="standard", name="reviews_one_standard"),
        migrations.AddField(
            model_name="standard",
            name="version",
            field=models.PositiveSmallIntegerField(default=1, unique=True),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="standard",
            name="template",
            field=models.CharField(
                choices=[("ifcn", "IFCN"), ("efcsn", "EFCSN"), ("default", "The default")],
                default="default",
                max_length=10,
                verbose_name="made from",
            ),
        ),
        migrations.AddField(
            model_name="standard",
            name="why_needed",
            field=models.BooleanField(
                default=False, verbose_name="it is said why we check the claim"
            ),
        ),
        migrations.AddField(
            model_name="standard",
            name="policy",
            field=models.TextField(
                blank=True, max_length=20000, verbose_name="what no software can know"
            ),
        ),
        migrations.AddField(
            model_name="standard",
            name="reason",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="why it was set"
            ),
        ),
        migrations.AddField(
            model_name="standard",
            name="set_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), null=True
            ),
        ),
        migrations.AddField(
            model_name="standard",
            name="set_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(say_when_it_was_set, migrations.RunPython.noop),
        migrations.RunSQL(NEVER_CHANGES, migrations.RunSQL.noop),
    ]
