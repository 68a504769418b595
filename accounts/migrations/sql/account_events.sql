-- Asked when the transaction ends: whoever has a role, or is active at the desk, is so by an event.
-- An account without a role may do nothing, and needs its event when it gets one.

-- What the newest event of a chain in this very transaction says of `key`; null where none does.
CREATE FUNCTION told_in_this_transaction(the_chain text, key text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT p.text::jsonb ->> key
    FROM history_event e JOIN history_payload p ON p.event_id = e.id
    WHERE e.transaction = pg_current_xact_id()::text::bigint AND e.chain = the_chain
      AND p.text <> '' AND p.text::jsonb ? key
    ORDER BY e.seq DESC LIMIT 1
$$;

CREATE FUNCTION account_change_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- As it is when the transaction ends, whatever it was in between.
    account accounts_user;
BEGIN
    SELECT * INTO account FROM accounts_user WHERE id = NEW.id;
    IF (CASE WHEN TG_OP = 'INSERT' THEN NEW.role <> '' ELSE NEW.role <> OLD.role END)
        AND told_in_this_transaction('user:' || NEW.id, 'role') IS DISTINCT FROM account.role THEN
        RAISE EXCEPTION 'A change of role needs its event.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (CASE WHEN TG_OP = 'INSERT' THEN NEW.role <> '' ELSE NEW.is_active <> OLD.is_active END)
        AND told_in_this_transaction('user:' || NEW.id, 'active') IS DISTINCT FROM account.is_active::text THEN
        RAISE EXCEPTION 'An account is activated and deactivated with its event.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER account_change_is_told AFTER INSERT OR UPDATE OF role, is_active ON accounts_user
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION account_change_is_told();
ALTER TABLE accounts_user ENABLE ALWAYS TRIGGER account_change_is_told;

CREATE FUNCTION account_is_never_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An account is deactivated, never removed.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER account_is_never_removed BEFORE DELETE ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION account_is_never_removed();
ALTER TABLE accounts_user ENABLE ALWAYS TRIGGER account_is_never_removed;

-- Where the replay of roles starts: each account as it is found now.
SELECT record(chain, 'account-found', 'system', '', '', format('{"active":%s,"role":%s}', active, role))
FROM (SELECT 'user:' || id AS chain, is_active::text AS active, to_json(role)::text AS role
      FROM accounts_user ORDER BY 1) AS found;
