-- End the visit that this token has at a host, and say which capture may go there next, and in how
-- many seconds. Only one that was turned away, or was not rung for lately, is named: the message of
-- any other is on its way. Without a gap the visitor itself goes on, so it is told
-- of any. Two statements, so that the second sees who was turned away while the first waited for
-- the row of the host.
CREATE OR REPLACE FUNCTION leave_host(the_host text, the_token uuid, gap double precision)
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
                AND (gap <= 0 OR c.last_rung < c.run_after
                     OR c.last_rung < clock_timestamp() - interval '45 seconds')
            ORDER BY c.run_after, c.id LIMIT 1;
    END IF;
END $$;
