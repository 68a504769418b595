-- Format 2 of an event: the digest of its payload is over a random salt and the payload. The salt
-- is erased with the payload, so nobody can find out what was erased by trying likely payloads.
-- Events of format 1 (no salt) stay as they are and keep verifying.

-- 64 hexadecimal digits, 244 of their bits random. gen_random_uuid() reads the server's
-- cryptographic random numbers.
CREATE FUNCTION new_salt() RETURNS text LANGUAGE sql VOLATILE AS
$$ SELECT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') $$;

-- The format is hashed as part of the tag.
CREATE FUNCTION event_hash(
    format integer, chain text, seq bigint, kind text, actor text, role text, request text,
    occurred_at timestamptz, payload_sha256 text, previous text
) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(
        'factcheck-event-' || format::text
        || event_field(chain) || event_field(seq::text) || event_field(kind)
        || event_field(actor) || event_field(role) || event_field(request)
        || event_field(to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
        || event_field(payload_sha256) || event_field(previous), 'UTF8')), 'hex')
$$;

CREATE OR REPLACE FUNCTION record(
    the_chain text, the_kind text, the_actor text, the_role text, the_request text, the_payload text
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    the_format CONSTANT integer := 2;
    head history_head;
    the_salt text := new_salt();
    digest text := encode(sha256(convert_to(the_salt || the_payload, 'UTF8')), 'hex');
    moment timestamptz;
    next_hash text;
    new_id bigint;
BEGIN
    IF the_chain = '' OR the_kind = '' OR the_actor = '' THEN
        RAISE EXCEPTION 'An event needs a chain, a kind and an actor.' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM the_payload::jsonb;
    INSERT INTO history_head (chain, seq, hash) VALUES (the_chain, 0, repeat('0', 64))
        ON CONFLICT (chain) DO NOTHING;
    SELECT * INTO head FROM history_head WHERE chain = the_chain FOR UPDATE;
    -- Read after the lock, so that the times of a chain never run backwards while the clock does not.
    moment := clock_timestamp();
    next_hash := event_hash(the_format, the_chain, head.seq + 1, the_kind, the_actor, the_role,
                            the_request, moment, digest, head.hash);
    INSERT INTO history_event
        (format, chain, seq, kind, actor, role, request, occurred_at, payload_sha256, previous, hash, transaction)
    VALUES (the_format, the_chain, head.seq + 1, the_kind, the_actor, the_role, the_request, moment, digest,
            head.hash, next_hash, pg_current_xact_id()::text::bigint)
    RETURNING id INTO new_id;
    INSERT INTO history_payload (event_id, salt, text, redacted_by, redacted_why)
        VALUES (new_id, the_salt, the_payload, '', '');
    UPDATE history_head SET seq = head.seq + 1, hash = next_hash WHERE chain = the_chain;
    RETURN new_id;
END $$;

CREATE OR REPLACE FUNCTION redact_event(
    the_event bigint, the_actor text, the_role text, the_request text, the_why text
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    the_chain text;
    the_seq bigint;
BEGIN
    IF the_why = '' THEN
        RAISE EXCEPTION 'Say why this is redacted.' USING ERRCODE = 'check_violation';
    END IF;
    SELECT chain, seq INTO STRICT the_chain, the_seq FROM history_event WHERE id = the_event;
    UPDATE history_payload
        SET salt = '', text = '', redacted_by = the_actor, redacted_why = the_why,
            redacted_at = clock_timestamp()
        WHERE event_id = the_event;
    RETURN record(the_chain, 'redact', the_actor, the_role, the_request,
                  format('{"seq":%s}', the_seq));
END $$;

DROP FUNCTION event_hash(text, bigint, text, text, text, text, timestamptz, text, text);
