-- An earlier text never changes, whoever asks and however; it can only be emptied, with its page.
CREATE FUNCTION earlier_text_never_changes() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.text = '' AND NEW.pages = '[]'::jsonb
            AND (NEW.id, NEW.snapshot_id, NEW.typed_at, NEW.replaced_at)
                IS NOT DISTINCT FROM (OLD.id, OLD.snapshot_id, OLD.typed_at, OLD.replaced_at)
            AND NEW.typed_by_id IS NOT DISTINCT FROM OLD.typed_by_id
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'An earlier text of an archived page never changes.' USING ERRCODE = 'restrict_violation';
END $$;
-- It was the page's text once: one whose hash is known.
CREATE FUNCTION earlier_text_was_hashed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM sources_texthash
        WHERE snapshot_id = NEW.snapshot_id AND text_sha256 = sha256_of(NEW.text)
    ) THEN
        RAISE EXCEPTION 'This was never the text of the archived page.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER earlier_text_was_hashed BEFORE INSERT ON sources_earliertext
    FOR EACH ROW EXECUTE FUNCTION earlier_text_was_hashed();
CREATE TRIGGER earlier_text_never_changes BEFORE UPDATE OR DELETE ON sources_earliertext
    FOR EACH ROW EXECUTE FUNCTION earlier_text_never_changes();
CREATE TRIGGER earlier_text_never_emptied BEFORE TRUNCATE ON sources_earliertext
    FOR EACH STATEMENT EXECUTE FUNCTION earlier_text_never_changes();
ALTER TABLE sources_earliertext ENABLE ALWAYS TRIGGER earlier_text_was_hashed;
ALTER TABLE sources_earliertext ENABLE ALWAYS TRIGGER earlier_text_never_changes;
ALTER TABLE sources_earliertext ENABLE ALWAYS TRIGGER earlier_text_never_emptied;
REVOKE DELETE ON sources_earliertext FROM factcheck_app;
