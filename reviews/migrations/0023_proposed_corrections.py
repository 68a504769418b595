import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


def person(**more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
        **more,
    )


class Migration(migrations.Migration):
    """Note the correction that an editor is asked to confirm."""

    dependencies = [
        ("reviews", "0022_privacy"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProposedCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("minor", "Minor"),
                            ("update", "Update"),
                            ("substantial", "Substantial"),
                        ],
                        max_length=11,
                    ),
                ),
                (
                    "text",
                    models.CharField(max_length=1000, verbose_name="what readers are told"),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="for the desk alone"
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("asked_by", person()),
                ("asked_of", person(blank=True, null=True)),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposed_correction",
                        to="reviews.review",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.revision",
                    ),
                ),
            ],
        ),
    ]
