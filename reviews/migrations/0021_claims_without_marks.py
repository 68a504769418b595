"""Messages to whom we ask no longer put our wording of the claim in quotation marks."""

from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Replace

QUOTED, PLAIN = "attributed to you:\n\n“{claim}”", "attributed to you:\n\n{claim}"


def take_marks_away(apps, schema_editor):
    apps.get_model("reviews", "ReplyTemplate").objects.filter(text__contains=QUOTED).update(
        text=Replace(F("text"), Value(QUOTED), Value(PLAIN))
    )


class Migration(migrations.Migration):
    dependencies = [("reviews", "0020_evidence_of_earlier_texts")]

    operations = [migrations.RunPython(take_marks_away, migrations.RunPython.noop)]
