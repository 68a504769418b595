import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0035_standard_names")]

    operations = [
        migrations.RemoveConstraint(model_name="sum", name="reviews_sum_decimals"),
        migrations.RenameModel("Sum", "Calculation"),
        migrations.AlterField(
            model_name="calculation",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calculations",
                to="reviews.review",
            ),
        ),
        migrations.AlterField(
            model_name="calculation",
            name="label",
            field=models.CharField(max_length=120, verbose_name="what it calculates"),
        ),
        migrations.AddConstraint(
            model_name="calculation",
            constraint=models.CheckConstraint(
                condition=models.Q(("decimals__lte", 10)), name="reviews_calculation_decimals"
            ),
        ),
    ]
