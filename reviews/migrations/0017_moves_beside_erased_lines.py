from django.db import migrations

# A line of history that was erased has no text, which is no JSON: the question whether a move
# was told must not fall over it, in whatever order the planner asks.
IS_TOLD = """
CREATE OR REPLACE FUNCTION review_change_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM history_event e JOIN history_payload p ON p.event_id = e.id
        WHERE e.transaction = pg_current_xact_id()::text::bigint
          AND e.chain = 'claim:' || NEW.claim_id
          AND NULLIF(p.text, '')::jsonb
              @> jsonb_build_object('review', NEW.id, 'from', OLD.state, 'to', NEW.state)) THEN
        RAISE EXCEPTION 'A change of state needs its event.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    """Let reviews move on whose history was erased in part."""

    dependencies = [("reviews", "0016_sides_of_passages")]

    operations = [migrations.RunSQL(IS_TOLD, migrations.RunSQL.noop)]
