-- Events on which rests what readers are shown, and who may decide it, are redacted by the owner of
-- the database alone. What such an event said of people, versions and roles goes into the event that
-- redacts it, so that the replay does not depend on a payload that is gone; its texts do not.

CREATE FUNCTION event_is_protected(kind text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT kind IN (
        'approve', 'publish', 'correct', 'retract', 'move-address',
        'drop', 'decline',
        'invite', 'account-found', 'change-role', 'deactivate', 'reactivate',
        'set-by-line', 'erase-name', 'set-standard',
        'forged-page', 'redact'
    )
$$;

CREATE FUNCTION facts_of_event(kind text, payload jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(payload)
    WHERE key IN ('review', 'revision', 'version', 'hash', 'kind', 'set_by', 'asked_by',
                  'role', 'before', 'active', 'choice', 'statement', 'seq', 'of')
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
