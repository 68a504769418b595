"""Sign stored pages."""

from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('readers', '0002_stored_page_mac'),
    ]

    dependencies = [
        ('readers', '0001_squashed_until_4c8456e'),
    ]

    operations = [
        migrations.AddField(
            model_name='storedpage',
            name='mac',
            field=models.CharField(db_default='', max_length=64),
        ),
    ]
