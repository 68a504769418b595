-- The measured path of a capture: each function is one round trip and one commit.

-- End the visit that this token has at a host, and say which capture may go there next, and in how
-- many seconds. Only one that was turned away, or was not rung for lately, is named: the message of
-- any other is on its way. Two statements, so that the second sees who was turned away while the
-- first waited for the row of the host.
CREATE FUNCTION leave_host(the_host text, the_token uuid, gap double precision)
RETURNS TABLE (following bigint, seconds double precision) LANGUAGE plpgsql AS $$
DECLARE
    free timestamptz;
BEGIN
    UPDATE sources_host SET visit = NULL, visit_until = NULL,
        free_at = greatest(free_at, clock_timestamp() + make_interval(secs => gap))
    WHERE name = the_host AND visit = the_token
    RETURNING free_at INTO free;
    IF FOUND THEN
        RETURN QUERY
            SELECT c.id, extract(epoch FROM free - clock_timestamp())::double precision
            FROM sources_capture c
            WHERE c.host = the_host AND c.state = 'waiting' AND c.run_after <= free
                AND (c.last_rung < c.run_after
                     OR c.last_rung < clock_timestamp() - interval '45 seconds')
            ORDER BY c.run_after, c.id LIMIT 1;
    END IF;
END $$;

-- Write what a capture kept, under its lease: the snapshot, its side row, the end of the capture and
-- its event; then leave the host. `page` and `side` are rows as JSON, without what is known here.
-- Nothing, and no row, where the lease was lost.
CREATE FUNCTION keep_page(
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
    PERFORM record('snapshot:' || new_id, 'keep', username, role, the_request, the_event)
        FROM accounts_user WHERE id = asked.asked_by_id;
    RETURN QUERY SELECT new_id, left_.following, left_.seconds
        FROM (SELECT 1) one LEFT JOIN leave_host(asked.host, the_token, gap) left_ ON true;
END $$;
