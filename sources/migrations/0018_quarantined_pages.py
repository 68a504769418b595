"""Find archived pages in quarantine: every reader's page asks for them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0017_quarantine'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='content',
            index=models.Index(condition=models.Q(('quarantined_at__isnull', False)), fields=['quarantined_at'], name='sources_content_quarantined'),
        ),
    ]
