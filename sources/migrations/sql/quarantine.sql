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

-- A text goes without a new row of its hashes where its page is erased, or put in quarantine.
CREATE OR REPLACE FUNCTION text_has_its_hash() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    content sources_content;
    newest sources_texthash;
BEGIN
    SELECT * INTO content FROM sources_content WHERE snapshot_id = NEW.snapshot_id;
    IF NOT FOUND OR ((content.erased_at IS NOT NULL OR content.quarantined_at IS NOT NULL)
        AND content.text = '' AND content.article_text = '') THEN
        RETURN NULL;
    END IF;
    SELECT * INTO newest FROM sources_texthash WHERE snapshot_id = NEW.snapshot_id ORDER BY id DESC LIMIT 1;
    IF NOT FOUND OR (newest.text_sha256, newest.article_text_sha256)
        IS DISTINCT FROM (sha256_of(content.text), sha256_of(content.article_text)) THEN
        RAISE EXCEPTION 'The text of a kept page changes only together with a new row of its hashes.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
