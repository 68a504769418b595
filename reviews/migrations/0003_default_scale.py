"""The desk's first scale. A changed scale is a new version: revisions keep the one they used."""

from typing import Any

from django.db import migrations

SCALE = [
    ("true", 5, "True", "The claim is right and leaves out nothing that would change how it is understood."),
    ("mostly-true", 4, "Mostly true", "The claim is right in the main; a detail is wrong or missing, and it changes little."),
    ("half-true", 3, "Half true", "Part of the claim is right, but it leaves out or mixes up something that matters."),
    ("mostly-false", 2, "Mostly false", "There is something in the claim, but what matters in it is wrong."),
    ("false", 1, "False", "The claim is wrong."),
    ("unproven", None, "Unproven", "What can be found out today neither bears the claim out nor refutes it."),
    ("satire", None, "Satire, not a claim", "It was meant as satire and was taken for a report."),
]


def make_scale(apps: Any, schema_editor: object) -> None:
    Rating = apps.get_model("reviews", "Rating")
    Rating.objects.bulk_create(
        Rating(slug=slug, scale=1, ordinal=ordinal, label=label, meaning=meaning, place=place)
        for place, (slug, ordinal, label, meaning) in enumerate(SCALE, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_life")]

    operations = [migrations.RunPython(make_scale, migrations.RunPython.noop)]
