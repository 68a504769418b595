-- Checked when the transaction ends: whoever has a role, or is active at the desk, has it by an event.
-- An account without a role may do nothing, and needs its event when it gets one.

-- The value of `key` in the newest event of a chain in this transaction; null if none has it.
CREATE FUNCTION value_in_events_of_transaction(the_chain text, key text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT p.text::jsonb ->> key
    FROM history_event e JOIN history_payload p ON p.event_id = e.id
    WHERE e.transaction = pg_current_xact_id()::text::bigint AND e.chain = the_chain
      AND p.text <> '' AND p.text::jsonb ? key
    ORDER BY e.seq DESC LIMIT 1
$$;

CREATE FUNCTION account_change_has_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- The row as it is when the transaction ends, whatever happened in between.
    account accounts_user;
BEGIN
    SELECT * INTO account FROM accounts_user WHERE id = NEW.id;
    IF (CASE WHEN TG_OP = 'INSERT' THEN NEW.role <> '' ELSE NEW.role <> OLD.role END)
        AND value_in_events_of_transaction('user:' || NEW.id, 'role') IS DISTINCT FROM account.role THEN
        RAISE EXCEPTION 'A change of role needs its event.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (CASE WHEN TG_OP = 'INSERT' THEN NEW.role <> '' ELSE NEW.is_active <> OLD.is_active END)
        AND value_in_events_of_transaction('user:' || NEW.id, 'active')
            IS DISTINCT FROM account.is_active::text THEN
        RAISE EXCEPTION 'An account is activated and deactivated with its event.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER account_change_has_event AFTER INSERT OR UPDATE OF role, is_active ON accounts_user
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION account_change_has_event();
ALTER TABLE accounts_user ENABLE ALWAYS TRIGGER account_change_has_event;

CREATE FUNCTION account_is_never_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An account is deactivated, never removed.' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER account_is_never_removed BEFORE DELETE ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION account_is_never_removed();
ALTER TABLE accounts_user ENABLE ALWAYS TRIGGER account_is_never_removed;

CREATE FUNCTION public_id_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The id of a person never changes: history refers to it.'
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER public_id_never_changes BEFORE UPDATE ON accounts_user FOR EACH ROW
    WHEN (OLD.public_id IS DISTINCT FROM NEW.public_id)
    EXECUTE FUNCTION public_id_never_changes();
ALTER TABLE accounts_user ENABLE ALWAYS TRIGGER public_id_never_changes;
