-- The functions of account_events.sql under names that say what they return and check.
ALTER FUNCTION told_in_this_transaction(text, text) RENAME TO value_in_events_of_transaction;
ALTER TRIGGER account_change_is_told ON accounts_user RENAME TO account_change_has_event;
ALTER FUNCTION account_change_is_told() RENAME TO account_change_has_event;

CREATE OR REPLACE FUNCTION account_change_has_event() RETURNS trigger LANGUAGE plpgsql AS $$
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
