"""Name whoever asked for a page by their id, in the event that says it was kept."""

from django.db import migrations

KEEP_PAGE = """
-- Write what a capture kept, under its lease: the snapshot, its side row, the end of the capture and
-- its event; then leave the host. `page` and `side` are rows as JSON, without what is known here.
-- Nothing, and no row, where the lease was lost.
CREATE OR REPLACE FUNCTION keep_page(
    the_capture bigint, the_token uuid, page jsonb, side jsonb, the_hops jsonb,
    the_request text, the_event text, gap double precision
) RETURNS TABLE (kept bigint, following bigint, seconds double precision) LANGUAGE plpgsql AS $$
DECLARE
    asked sources_capture;
    new_id bigint;
BEGIN
    SELECT * INTO asked FROM sources_capture
        WHERE id = the_capture AND state = 'running' AND lease_token = the_token
        FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    new_id := nextval(pg_get_serial_sequence('sources_snapshot', 'id'));
    INSERT INTO sources_snapshot SELECT * FROM jsonb_populate_record(
        NULL::sources_snapshot,
        page || jsonb_build_object('id', new_id, 'url', asked.url, 'kept_by_id', asked.asked_by_id,
                                   'kept_at', clock_timestamp()));
    INSERT INTO sources_content SELECT * FROM jsonb_populate_record(
        NULL::sources_content,
        side || jsonb_build_object('snapshot_id', new_id, 'then', asked."then",
                                   'run_after', clock_timestamp(), 'last_rung', clock_timestamp()));
    UPDATE sources_capture SET state = 'done', failure = '', detail = '', lease_until = NULL,
        lease_token = NULL, ended_at = clock_timestamp(), snapshot_id = new_id, hops = the_hops
        WHERE id = the_capture;
    PERFORM record('snapshot:' || new_id, 'keep', public_id, role, the_request, the_event)
        FROM accounts_user WHERE id = asked.asked_by_id;
    RETURN QUERY SELECT new_id, left_.following, left_.seconds
        FROM (SELECT 1) one LEFT JOIN leave_host(asked.host, the_token, gap) left_ ON true;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0015_earlier_texts"),
        ("accounts", "0006_public_ids"),
        ("history", "0003_salted_payloads"),
    ]

    operations = [migrations.RunSQL(KEEP_PAGE, migrations.RunSQL.noop)]
