"""Name the columns of jobs by standard words."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("claims", "0021_hidden_names")]

    operations = [
        migrations.RenameField('article', 'then', 'on_done'),
        migrations.RenameField('article', 'last_rung', 'dispatched_at'),
        migrations.RenameField('feed', 'then', 'on_done'),
        migrations.RenameField('feed', 'last_rung', 'dispatched_at'),
        migrations.RenameField('leftover', 'then', 'on_done'),
        migrations.RenameField('leftover', 'last_rung', 'dispatched_at'),
        migrations.RenameField('letter', 'then', 'on_done'),
        migrations.RenameField('letter', 'last_rung', 'dispatched_at'),
        migrations.RenameField('secondreading', 'then', 'on_done'),
        migrations.RenameField('secondreading', 'last_rung', 'dispatched_at'),
        migrations.RenameField('unpacking', 'then', 'on_done'),
        migrations.RenameField('unpacking', 'last_rung', 'dispatched_at'),
    ]
