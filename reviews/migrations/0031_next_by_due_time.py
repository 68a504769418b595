from django.db import migrations, models
from django.db.models import F, Q

# As in life.sql, but that what is due at an earlier hour of the same day comes first.
TAKE_NEXT = """
CREATE OR REPLACE FUNCTION take_next(taker bigint, actor text, role text, request text, minutes integer)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    taken bigint;
    its_claim bigint;
BEGIN
    UPDATE reviews_review
    SET state = 'evidence', state_since = now(), holder_id = taker, taken_at = now(),
        lease_until = now() + make_interval(mins => minutes), written_at = NULL, idle_since = NULL,
        parked_for = '', parked_until = NULL
    WHERE id = (
        SELECT id FROM reviews_review WHERE state = 'queued'
        ORDER BY priority DESC, due_at ASC NULLS LAST, id
        LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING id, claim_id INTO taken, its_claim;
    IF taken IS NOT NULL THEN
        PERFORM record('claim:' || its_claim, 'take', actor, role, request,
                       format('{"from":"queued","review":%s,"to":"evidence"}', taken));
    END IF;
    RETURN taken;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0030_due_time'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='review', name='reviews_next_to_take'),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(
                F('priority').desc(),
                F('due_at').asc(nulls_last=True),
                F('id'),
                condition=Q(state='queued'),
                name='reviews_next_to_take',
            ),
        ),
        migrations.RunSQL(TAKE_NEXT, migrations.RunSQL.noop),
    ]
