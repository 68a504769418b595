"""Readers are shown the scale: its grades never change, and a new scale is added by its owner."""

from django.db import migrations

NEVER_CHANGES = """
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON reviews_rating
    FOR EACH ROW EXECUTE FUNCTION row_never_changes();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON reviews_rating
    FOR EACH STATEMENT EXECUTE FUNCTION row_never_changes();
ALTER TABLE reviews_rating ENABLE ALWAYS TRIGGER never_changes;
ALTER TABLE reviews_rating ENABLE ALWAYS TRIGGER never_emptied;
REVOKE INSERT, UPDATE, DELETE ON reviews_rating FROM factcheck_app;
"""
BACK = """
DROP TRIGGER never_changes ON reviews_rating;
DROP TRIGGER never_emptied ON reviews_rating;
GRANT INSERT, UPDATE, DELETE ON reviews_rating TO factcheck_app;
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0026_corrected_reports")]

    operations = [migrations.RunSQL(NEVER_CHANGES, BACK)]
