-- What the text of an archived page was, and when: a row for each text, which never changes.
-- The database takes hashes, parser version and time itself, so the app's role cannot make them up.
CREATE FUNCTION sha256_of(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS
$$ SELECT encode(sha256(convert_to(value, 'UTF8')), 'hex') $$;

CREATE FUNCTION text_hash_is_of_the_text() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    SELECT parser_version, sha256_of(text), sha256_of(article_text)
    INTO STRICT NEW.parser_version, NEW.text_sha256, NEW.article_text_sha256
    FROM sources_content WHERE snapshot_id = NEW.snapshot_id;
    NEW.hashed_at := clock_timestamp();
    NEW.is_found_later := false;
    RETURN NEW;
END $$;

CREATE FUNCTION text_hash_never_changes() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'The hash of a text never changes.' USING ERRCODE = 'restrict_violation';
END $$;

-- Checked when the transaction ends: the newest row of the page must be of the text that it has now.
-- A text goes without a new row of its hashes if its page is erased, or put in quarantine.
CREATE FUNCTION text_has_its_hash() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    content sources_content;
    newest sources_texthash;
BEGIN
    SELECT * INTO content FROM sources_content WHERE snapshot_id = NEW.snapshot_id;
    IF NOT FOUND OR ((content.erased_at IS NOT NULL OR content.quarantined_at IS NOT NULL)
        AND content.text = '' AND content.article_text = '') THEN
        RETURN NULL;
    END IF;
    SELECT * INTO newest FROM sources_texthash
        WHERE snapshot_id = NEW.snapshot_id ORDER BY id DESC LIMIT 1;
    IF NOT FOUND OR (newest.text_sha256, newest.article_text_sha256)
        IS DISTINCT FROM (sha256_of(content.text), sha256_of(content.article_text)) THEN
        RAISE EXCEPTION 'The text of an archived page changes only together with a new row of its hashes.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

-- First, so that no text is written between the rows below and the rule.
CREATE CONSTRAINT TRIGGER text_has_its_hash AFTER UPDATE OF text, article_text ON sources_content
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.text IS DISTINCT FROM NEW.text OR OLD.article_text IS DISTINCT FROM NEW.article_text)
    EXECUTE FUNCTION text_has_its_hash();
CREATE CONSTRAINT TRIGGER new_text_has_its_hash AFTER INSERT ON sources_content
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.text <> '' OR NEW.article_text <> '') EXECUTE FUNCTION text_has_its_hash();
ALTER TABLE sources_content ENABLE ALWAYS TRIGGER text_has_its_hash;
ALTER TABLE sources_content ENABLE ALWAYS TRIGGER new_text_has_its_hash;

-- Texts that are older than this table are first hashed today.
INSERT INTO sources_texthash (snapshot_id, parser_version, text_sha256, article_text_sha256, hashed_at, is_found_later)
SELECT snapshot_id, parser_version, sha256_of(text), sha256_of(article_text), now(), true
FROM sources_content WHERE erased_at IS NULL AND (state = 'done' OR text <> '' OR article_text <> '')
ORDER BY snapshot_id;

CREATE TRIGGER text_hash_is_of_the_text BEFORE INSERT ON sources_texthash
    FOR EACH ROW EXECUTE FUNCTION text_hash_is_of_the_text();
CREATE TRIGGER text_hash_never_changes BEFORE UPDATE OR DELETE ON sources_texthash
    FOR EACH ROW EXECUTE FUNCTION text_hash_never_changes();
CREATE TRIGGER text_hash_never_emptied BEFORE TRUNCATE ON sources_texthash
    FOR EACH STATEMENT EXECUTE FUNCTION text_hash_never_changes();
ALTER TABLE sources_texthash ENABLE ALWAYS TRIGGER text_hash_is_of_the_text;
ALTER TABLE sources_texthash ENABLE ALWAYS TRIGGER text_hash_never_changes;
ALTER TABLE sources_texthash ENABLE ALWAYS TRIGGER text_hash_never_emptied;
REVOKE UPDATE, DELETE ON sources_texthash FROM factcheck_app;
REVOKE DELETE ON sources_content FROM factcheck_app;
