-- As in quarantine.sql; title, author and description are set aside, too: they may be the file's.
CREATE OR REPLACE FUNCTION quarantine_holds() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    since timestamptz := quarantined_since(NEW.snapshot_id);
BEGIN
    IF since IS NULL THEN
        IF NEW.quarantined_at IS NOT NULL THEN
            RAISE EXCEPTION 'The bytes of this page are not in quarantine.'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        NEW.quarantined_at := clock_timestamp();
        NEW.state := 'done';
        NEW.is_public := false;
        NEW.licence := '';
        NEW.set_aside := jsonb_build_object(
            'title', NEW.title, 'author', NEW.author, 'description', NEW.description);
        NEW.title := '';
        NEW.author := '';
        NEW.description := '';
        NEW.detail := 'This file is in quarantine: nobody may open it.';
    ELSIF NEW.quarantined_at IS NULL THEN
        RAISE EXCEPTION 'The bytes of this page are in quarantine.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
