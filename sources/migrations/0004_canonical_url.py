from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0003_formats'),
    ]

    operations = [
        migrations.AddField(
            model_name='content',
            name='canonical_url',
            field=models.URLField(blank=True, max_length=2048, verbose_name='what the page calls its address, where that is another'),
        ),
    ]
