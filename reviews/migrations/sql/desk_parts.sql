-- What a revision's public part commits to. A row is compared with the commitment when it is added;
-- after that it never changes, but that the owner may erase salt and text where the law asks for it.
CREATE FUNCTION desk_part_is_committed_to() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    committed text;
BEGIN
    SELECT r.content::jsonb -> 'commitments' ->> NEW.place INTO committed
        FROM reviews_revision r WHERE r.id = NEW.revision_id;
    IF NEW.salt !~ '^[0-9a-f]{64}$' OR NEW.erased_at IS NOT NULL
        OR committed IS DISTINCT FROM encode(sha256(convert_to(NEW.salt || NEW.text, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'A revision commits to each of its desk parts.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER desk_part_is_committed_to BEFORE INSERT ON reviews_deskpart
    FOR EACH ROW EXECUTE FUNCTION desk_part_is_committed_to();
ALTER TABLE reviews_deskpart ENABLE ALWAYS TRIGGER desk_part_is_committed_to;

CREATE FUNCTION desk_part_stays_or_is_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.id, NEW.revision_id, NEW.place) IS DISTINCT FROM (OLD.id, OLD.revision_id, OLD.place)
        OR OLD.erased_at IS NOT NULL OR NEW.erased_at IS NULL OR NEW.salt <> '' OR NEW.text <> '' THEN
        RAISE EXCEPTION 'A desk part never changes; salt and text are erased together.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER desk_part_stays_or_is_erased BEFORE UPDATE OR DELETE ON reviews_deskpart
    FOR EACH ROW EXECUTE FUNCTION desk_part_stays_or_is_erased();
ALTER TABLE reviews_deskpart ENABLE ALWAYS TRIGGER desk_part_stays_or_is_erased;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON reviews_deskpart
    FOR EACH STATEMENT EXECUTE FUNCTION row_never_changes();
ALTER TABLE reviews_deskpart ENABLE ALWAYS TRIGGER never_emptied;
REVOKE UPDATE, DELETE ON reviews_deskpart FROM factcheck_app;
