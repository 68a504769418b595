-- The one writer of history. SECURITY DEFINER: the app's role may call it, but not write the tables.
--
-- Format 2 of an event: the digest of its payload is over a random salt and the payload. The salt
-- is erased with the payload, so nobody can find out what was erased by trying likely payloads.
-- Events of format 1 (no salt) stay as they are and still verify.

CREATE OR REPLACE FUNCTION event_field(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS
$$ SELECT octet_length(value)::text || ':' || value $$;

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

DROP FUNCTION IF EXISTS event_hash(text, bigint, text, text, text, text, timestamptz, text, text);

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

-- Events that decide what readers are shown, and who may decide it: only the owner of the database
-- redacts them.
CREATE FUNCTION event_is_protected(kind text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT kind IN (
        'approve', 'publish', 'correct', 'retract', 'move-address',
        'drop', 'decline',
        'invite', 'account-found', 'change-role', 'deactivate', 'reactivate',
        'set-by-line', 'erase-name', 'set-standard',
        'watch', 'settle-watch', 'unsettle-watch',
        'show-whole', 'hide', 'erase',
        'file', 'accept', 'reword', 'docket', 'release-words', 'withhold-words',
        'withhold', 'confirm-withholding', 'keep-withholding', 'lift-withholding', 'lapse-withholding',
        'led-to-correction',
        'forged-page', 'redact'
    )
$$;

-- What such an event said of people, versions and roles. It goes into the event that redacts it, so
-- that the replay does not depend on a payload that is gone. Texts do not: neither the words that
-- rewording a claim replaced, nor what a live page said before.
CREATE FUNCTION facts_of_event(kind text, payload jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(payload)
    WHERE key IN ('review', 'revision', 'version', 'hash', 'kind', 'set_by', 'asked_by',
                  'role', 'active', 'choice', 'statement', 'seq', 'of', 'withholding', 'number')
        OR (key = 'before' AND kind NOT IN ('reword', 'watch'))
        OR (key IN ('from', 'to') AND kind <> 'move-address')
$$;

CREATE OR REPLACE FUNCTION redact_event(
    the_event bigint, the_actor text, the_role text, the_request text, the_why text
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    event history_event;
    payload history_payload;
    told jsonb;
BEGIN
    IF the_why = '' THEN
        RAISE EXCEPTION 'Say why this is redacted.' USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO STRICT event FROM history_event WHERE id = the_event;
    SELECT * INTO STRICT payload FROM history_payload WHERE event_id = the_event FOR UPDATE;
    told := jsonb_build_object('seq', event.seq);
    IF event_is_protected(event.kind) THEN
        -- Inside this function current_user is its owner; session_user is who connected.
        IF NOT pg_has_role(session_user, current_user, 'MEMBER') THEN
            RAISE EXCEPTION 'Only the owner of the database redacts an event of the kind "%": manage.py redact.', event.kind
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF payload.redacted_why <> '' THEN
            RAISE EXCEPTION 'This event is redacted already.' USING ERRCODE = 'restrict_violation';
        END IF;
        told := told || jsonb_build_object('of', jsonb_build_object(
            'kind', event.kind, 'actor', event.actor, 'role', event.role,
            'facts', facts_of_event(event.kind, payload.text::jsonb)));
    END IF;
    UPDATE history_payload
        SET salt = '', text = '', redacted_by = the_actor, redacted_why = the_why,
            redacted_at = clock_timestamp()
        WHERE event_id = the_event;
    RETURN record(event.chain, 'redact', the_actor, the_role, the_request, told::text);
END $$;

CREATE OR REPLACE FUNCTION history_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'History never changes.' USING ERRCODE = 'restrict_violation';
END $$;

CREATE OR REPLACE TRIGGER event_never_changes BEFORE UPDATE OR DELETE ON history_event
    FOR EACH ROW EXECUTE FUNCTION history_never_changes();
CREATE OR REPLACE TRIGGER event_never_emptied BEFORE TRUNCATE ON history_event
    FOR EACH STATEMENT EXECUTE FUNCTION history_never_changes();
CREATE OR REPLACE TRIGGER payload_never_emptied BEFORE TRUNCATE ON history_payload
    FOR EACH STATEMENT EXECUTE FUNCTION history_never_changes();
ALTER TABLE history_event ENABLE ALWAYS TRIGGER event_never_changes;
ALTER TABLE history_event ENABLE ALWAYS TRIGGER event_never_emptied;
ALTER TABLE history_payload ENABLE ALWAYS TRIGGER payload_never_emptied;

REVOKE INSERT, UPDATE, DELETE ON history_event, history_payload, history_head FROM factcheck_app;
