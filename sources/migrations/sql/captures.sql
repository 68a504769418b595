-- The measured path of a capture: each function is one round trip and one commit.
DROP FUNCTION IF EXISTS take_turn(bigint, uuid, double precision, integer);
DROP FUNCTION IF EXISTS keep_page(bigint, uuid, jsonb, jsonb, jsonb, text, text, double precision);
DROP FUNCTION IF EXISTS leave_host(text, uuid, double precision);

-- Lease a capture and its host, both or neither. A host whose lease is the capture's own expired one
-- is free for it. If the host is busy, the capture is marked as not dispatched, so that release_host
-- names it. `free_in`: in how many seconds the gap ends, if the gap is the only obstacle.
--
-- No wait for the disk here: a lease that a crash of the database forgets is taken again, and its
-- result is not written (`write_snapshot` does wait). A function, so that it is planned once a
-- session: planning it cost more than running it.
CREATE FUNCTION lease_capture(the_capture bigint, the_token uuid, lease double precision, most integer)
RETURNS TABLE (
    id bigint, url varchar, host varchar, is_automatic boolean, asked_by_id bigint, state varchar,
    attempts smallint, lease_token uuid, lease_until timestamptz, failure varchar, detail varchar,
    on_done varchar, waits_at varchar, free_in double precision
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH due AS (
        SELECT id, host, lease_token, set_config('synchronous_commit', 'off', true)
        FROM sources_capture
        WHERE id = the_capture AND attempts < most
          AND (state = 'waiting' AND run_after <= statement_timestamp()
               OR state = 'running' AND lease_until < statement_timestamp())
        FOR UPDATE SKIP LOCKED
    ), leased_host AS (
        INSERT INTO sources_host AS there
            (name, free_at, lease_token, lease_until, robots, robots_refuses_all)
        SELECT host, statement_timestamp(), the_token,
            statement_timestamp() + make_interval(secs => lease), '', false
        FROM due WHERE host <> ''
        ON CONFLICT (name) DO UPDATE
            SET lease_token = EXCLUDED.lease_token, lease_until = EXCLUDED.lease_until
            WHERE there.free_at <= EXCLUDED.free_at
                  AND (there.lease_token IS NULL OR there.lease_until < EXCLUDED.free_at)
               OR there.lease_token = (SELECT lease_token FROM due)
        RETURNING name
    ), refused AS (
        UPDATE sources_capture c SET dispatched_at = c.run_after - interval '1 second'
        FROM due WHERE c.id = due.id AND due.host <> '' AND NOT EXISTS (SELECT FROM leased_host)
    ), leased AS (
        UPDATE sources_capture c SET state = 'running', attempts = c.attempts + 1,
            lease_token = the_token,
            lease_until = statement_timestamp() + make_interval(secs => lease)
        FROM due WHERE c.id = due.id AND (due.host = '' OR EXISTS (SELECT FROM leased_host))
        RETURNING c.id, c.url, c.host, c.is_automatic, c.asked_by_id, c.state, c.attempts,
            c.lease_token, c.lease_until, c.failure, c.detail, c.on_done
    )
    SELECT leased.*, due.host AS waits_at,
        CASE WHEN leased.id IS NULL AND there.lease_token IS NULL
            THEN extract(epoch FROM there.free_at - statement_timestamp())::float END AS free_in
    FROM due LEFT JOIN leased ON true LEFT JOIN sources_host there ON there.name = due.host;
END $$;

-- End the lease that this token has of a host; return the capture that may use the host next, and in
-- how many seconds. Only a capture that was refused, or was not dispatched lately, is returned: the
-- message of any other is on its way. Without a gap the worker itself continues, so any is returned.
-- Two statements, so that the second sees which captures were refused while the first waited for the
-- row of the host.
CREATE FUNCTION release_host(the_host text, the_token uuid, gap double precision)
RETURNS TABLE (following bigint, seconds double precision) LANGUAGE plpgsql AS $$
DECLARE
    free timestamptz;
BEGIN
    UPDATE sources_host SET lease_token = NULL, lease_until = NULL,
        free_at = greatest(free_at, clock_timestamp() + make_interval(secs => gap))
    WHERE name = the_host AND lease_token = the_token
    RETURNING free_at INTO free;
    IF FOUND THEN
        RETURN QUERY
            SELECT c.id, extract(epoch FROM free - clock_timestamp())::double precision
            FROM sources_capture c
            WHERE c.host = the_host AND c.state = 'waiting' AND c.run_after <= free
                AND (gap <= 0 OR c.dispatched_at < c.run_after
                     OR c.dispatched_at < clock_timestamp() - interval '45 seconds')
            ORDER BY c.run_after, c.id LIMIT 1;
    END IF;
END $$;

-- Write the result of a capture under its lease: the snapshot, its content row, the end of the
-- capture and its event; then release the host. `snapshot` and `content` are rows as JSON, without
-- the columns that are known here. Returns no row, and writes nothing, if the lease was lost.
CREATE FUNCTION write_snapshot(
    the_capture bigint, the_token uuid, snapshot jsonb, content jsonb, the_hops jsonb,
    the_request text, the_event text, gap double precision
) RETURNS TABLE (written bigint, following bigint, seconds double precision) LANGUAGE plpgsql AS $$
DECLARE
    capture sources_capture;
    new_id bigint;
BEGIN
    SELECT * INTO capture FROM sources_capture
        WHERE id = the_capture AND state = 'running' AND lease_token = the_token
        FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    new_id := nextval(pg_get_serial_sequence('sources_snapshot', 'id'));
    INSERT INTO sources_snapshot SELECT * FROM jsonb_populate_record(
        NULL::sources_snapshot,
        snapshot || jsonb_build_object('id', new_id, 'url', capture.url, 'kept_at', clock_timestamp(),
                                       'kept_by_id', capture.asked_by_id));
    INSERT INTO sources_content SELECT * FROM jsonb_populate_record(
        NULL::sources_content,
        content || jsonb_build_object('snapshot_id', new_id, 'on_done', capture.on_done,
                                      'run_after', clock_timestamp(),
                                      'dispatched_at', clock_timestamp()));
    UPDATE sources_capture SET state = 'done', failure = '', detail = '', lease_until = NULL,
        lease_token = NULL, ended_at = clock_timestamp(), snapshot_id = new_id, hops = the_hops
        WHERE id = the_capture;
    PERFORM record('snapshot:' || new_id, 'keep', public_id, role, the_request, the_event)
        FROM accounts_user WHERE id = capture.asked_by_id;
    RETURN QUERY SELECT new_id, released.following, released.seconds
        FROM (SELECT 1) one LEFT JOIN release_host(capture.host, the_token, gap) released ON true;
END $$;
