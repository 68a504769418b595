-- Archived pages whose bytes are in quarantine are marked by the database, whoever writes them:
-- what is captured or uploaded again is never parsed, not even once.
CREATE FUNCTION quarantined_since(the_snapshot bigint) RETURNS timestamptz LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    the_bytes text;
    since timestamptz;
BEGIN
    SELECT sha256 INTO STRICT the_bytes FROM sources_snapshot WHERE id = the_snapshot;
    -- The lock of sources/snapshots/storage.py: whoever puts these bytes in quarantine holds it alone.
    PERFORM pg_advisory_xact_lock_shared((('x' || left(the_bytes, 16))::bit(64) >> 1)::bigint);
    SELECT quarantined_at INTO since FROM sources_quarantine
        WHERE sha256 = the_bytes AND released_at IS NULL;
    RETURN since;
END $$;

-- Title, author and description are set aside: they may be from the file.
CREATE FUNCTION quarantine_holds() RETURNS trigger LANGUAGE plpgsql
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

-- Its event, once the page's own first event is written; and bytes that were destroyed before
-- are to be removed again.
CREATE FUNCTION quarantined_again() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record('snapshot:' || page.id, 'quarantine', system.public_id, system.role, '',
                   '{"again":true,"sha256":"' || page.sha256 || '"}')
        FROM sources_snapshot page, accounts_user system
        WHERE page.id = NEW.snapshot_id AND system.username = 'system';
    UPDATE sources_quarantine SET bytes_gone_at = NULL
        WHERE destroyed_at IS NOT NULL AND released_at IS NULL
            AND sha256 = (SELECT sha256 FROM sources_snapshot WHERE id = NEW.snapshot_id);
    RETURN NULL;
END $$;

CREATE TRIGGER quarantine_holds BEFORE INSERT OR UPDATE OF quarantined_at ON sources_content
    FOR EACH ROW EXECUTE FUNCTION quarantine_holds();
CREATE CONSTRAINT TRIGGER quarantined_again AFTER INSERT ON sources_content
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.quarantined_at IS NOT NULL)
    EXECUTE FUNCTION quarantined_again();
ALTER TABLE sources_content ENABLE ALWAYS TRIGGER quarantine_holds;
ALTER TABLE sources_content ENABLE ALWAYS TRIGGER quarantined_again;

-- A quarantine ends by a release, never by taking its row away.
CREATE FUNCTION quarantine_is_not_deleted() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'A quarantine is released, never deleted.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER quarantine_is_not_deleted BEFORE DELETE ON sources_quarantine
    FOR EACH ROW EXECUTE FUNCTION quarantine_is_not_deleted();
CREATE TRIGGER quarantine_is_not_emptied BEFORE TRUNCATE ON sources_quarantine
    FOR EACH STATEMENT EXECUTE FUNCTION quarantine_is_not_deleted();
ALTER TABLE sources_quarantine ENABLE ALWAYS TRIGGER quarantine_is_not_deleted;
ALTER TABLE sources_quarantine ENABLE ALWAYS TRIGGER quarantine_is_not_emptied;
REVOKE DELETE ON sources_quarantine FROM factcheck_app;
