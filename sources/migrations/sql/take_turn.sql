-- Lease a capture and take its host's turn, both or neither. A turn whose visit is the lease that
-- lapsed is its own and goes on. Whoever finds the host taken is noted as not heard, and so rung for
-- when the visit ends. `free_in` tells who comes in the gap when it ends; seconds.
--
-- Nobody waits for the disk here: a lease that a crash of the database forgets is taken anew, and what
-- came of it is not kept (`keep_page` does wait). A function, so that it is planned once a session: to
-- plan it cost more than to run it.
CREATE FUNCTION take_turn(the_capture bigint, the_token uuid, lease double precision, most integer)
RETURNS TABLE (
    id bigint, url varchar, host varchar, is_unasked boolean, asked_by_id bigint, state varchar,
    attempts smallint, lease_token uuid, lease_until timestamptz, failure varchar, detail varchar,
    "then" varchar, waits_at varchar, free_in double precision
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
    ), turn AS (
        INSERT INTO sources_host AS there
            (name, free_at, visit, visit_until, robots, robots_refuses_all)
        SELECT host, statement_timestamp(), the_token,
            statement_timestamp() + make_interval(secs => lease), '', false
        FROM due WHERE host <> ''
        ON CONFLICT (name) DO UPDATE
            SET visit = EXCLUDED.visit, visit_until = EXCLUDED.visit_until
            WHERE there.free_at <= EXCLUDED.free_at
                  AND (there.visit IS NULL OR there.visit_until < EXCLUDED.free_at)
               OR there.visit = (SELECT lease_token FROM due)
        RETURNING name
    ), turned_away AS (
        UPDATE sources_capture c SET last_rung = c.run_after - interval '1 second'
        FROM due WHERE c.id = due.id AND due.host <> '' AND NOT EXISTS (SELECT FROM turn)
    ), taken AS (
        UPDATE sources_capture c SET state = 'running', attempts = c.attempts + 1,
            lease_token = the_token,
            lease_until = statement_timestamp() + make_interval(secs => lease)
        FROM due WHERE c.id = due.id AND (due.host = '' OR EXISTS (SELECT FROM turn))
        RETURNING c.id, c.url, c.host, c.is_unasked, c.asked_by_id, c.state, c.attempts,
            c.lease_token, c.lease_until, c.failure, c.detail, c.then
    )
    SELECT taken.*, due.host AS waits_at,
        CASE WHEN taken.id IS NULL AND there.visit IS NULL
            THEN extract(epoch FROM there.free_at - statement_timestamp())::float END AS free_in
    FROM due LEFT JOIN taken ON true LEFT JOIN sources_host there ON there.name = due.host;
END $$;
