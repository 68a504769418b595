-- Who wrote, who approved, and what may be published: rows that never change, and a second pair of eyes.

-- Revisions, authors, published versions, corrections, versions of the standard and grades of a scale
-- are added and never changed.
CREATE OR REPLACE FUNCTION row_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % never change.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['reviews_revision', 'reviews_publishedversion', 'reviews_correction', 'reviews_standard', 'reviews_rating'] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER never_changes BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION row_never_changes()', name);
        EXECUTE format('CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION row_never_changes()', name);
        EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER never_changes', name);
        EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER never_emptied', name);
        EXECUTE format('REVOKE UPDATE, DELETE ON %I FROM factcheck_app', name);
    END LOOP;
END $$;
REVOKE UPDATE ON reviews_author, reviews_draftsave FROM factcheck_app;
-- A new scale is added by the owner of the database.
REVOKE INSERT ON reviews_rating FROM factcheck_app;

-- Whoever wrote is an author, also where somebody writes past the actions.
CREATE OR REPLACE FUNCTION draft_has_author() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.saved_by_id IS NOT NULL THEN
        INSERT INTO reviews_author (review_id, user_id) VALUES (NEW.review_id, NEW.saved_by_id)
            ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER draft_has_author AFTER INSERT OR UPDATE ON reviews_draft
    FOR EACH ROW EXECUTE FUNCTION draft_has_author();
ALTER TABLE reviews_draft ENABLE ALWAYS TRIGGER draft_has_author;

CREATE OR REPLACE FUNCTION evidence_has_author() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reviews_author (review_id, user_id) VALUES (NEW.review_id, NEW.added_by_id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER evidence_has_author AFTER INSERT ON reviews_evidence
    FOR EACH ROW EXECUTE FUNCTION evidence_has_author();
ALTER TABLE reviews_evidence ENABLE ALWAYS TRIGGER evidence_has_author;

-- An author row goes only with its never-taken review.
CREATE OR REPLACE FUNCTION author_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM reviews_review WHERE id = OLD.review_id AND (state <> 'queued' OR taken_at IS NOT NULL)) THEN
        RAISE EXCEPTION 'Whoever wrote stays an author.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE OR REPLACE TRIGGER author_stays BEFORE DELETE ON reviews_author FOR EACH ROW EXECUTE FUNCTION author_stays();
ALTER TABLE reviews_author ENABLE ALWAYS TRIGGER author_stays;

CREATE OR REPLACE FUNCTION revision_names_all_authors() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.hash <> encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'The hash of a revision is over its content.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT (NEW.submitted_by_id = ANY (NEW.author_ids)) OR EXISTS (
        SELECT 1 FROM reviews_author WHERE review_id = NEW.review_id AND NOT (user_id = ANY (NEW.author_ids))) THEN
        RAISE EXCEPTION 'A revision names all its authors.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER revision_names_all_authors BEFORE INSERT ON reviews_revision
    FOR EACH ROW EXECUTE FUNCTION revision_names_all_authors();
ALTER TABLE reviews_revision ENABLE ALWAYS TRIGGER revision_names_all_authors;

-- The second pair of eyes.
CREATE OR REPLACE FUNCTION approval_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    its reviews_revision;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'An approval is withdrawn, never removed.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.revision_id, NEW.approver_id, NEW.given_at) IS DISTINCT FROM (OLD.revision_id, OLD.approver_id, OLD.given_at)
            OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at) THEN
            RAISE EXCEPTION 'An approval can be withdrawn once and not changed.' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    SELECT * INTO STRICT its FROM reviews_revision WHERE id = NEW.revision_id;
    IF NEW.approver_id = ANY (its.author_ids) THEN
        RAISE EXCEPTION 'Nobody approves what they wrote in.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF its.number <> (SELECT max(number) FROM reviews_revision WHERE review_id = its.review_id)
        OR (SELECT state FROM reviews_review WHERE id = its.review_id) <> 'submitted' THEN
        RAISE EXCEPTION 'Only the version that is submitted can be approved.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER approval_by_another BEFORE INSERT OR UPDATE OR DELETE ON reviews_approval
    FOR EACH ROW EXECUTE FUNCTION approval_by_another();
ALTER TABLE reviews_approval ENABLE ALWAYS TRIGGER approval_by_another;

-- A publication may move to another address if its old one was noted.
CREATE OR REPLACE FUNCTION publication_is_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'A publication is retracted, never removed.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.retracted_at IS NOT NULL AND NEW.retracted_at IS NULL THEN
        RAISE EXCEPTION 'A retraction stands.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.claim_id <> OLD.claim_id THEN
        RAISE EXCEPTION 'A publication keeps its claim.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.slug <> OLD.slug AND NOT EXISTS (
        SELECT 1 FROM reviews_oldaddress WHERE slug = OLD.slug AND publication_id = OLD.id) THEN
        RAISE EXCEPTION 'A publication keeps its address, or its old address is noted.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (TG_OP = 'INSERT' OR NEW.slug <> OLD.slug) AND EXISTS (
        SELECT 1 FROM reviews_oldaddress WHERE slug = NEW.slug) THEN
        RAISE EXCEPTION 'This address belonged to another check.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' OR NEW.revision_id <> OLD.revision_id THEN
        IF NOT EXISTS (
            SELECT 1 FROM reviews_revision r
            JOIN reviews_review v ON v.id = r.review_id
            JOIN reviews_approval a ON a.revision_id = r.id AND a.withdrawn_at IS NULL
            WHERE r.id = NEW.revision_id AND r.review_id = NEW.review_id AND v.claim_id = NEW.claim_id
              AND v.state = 'approved') THEN
            RAISE EXCEPTION 'No approval of this version stands.' USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER publication_is_approved BEFORE INSERT OR UPDATE OR DELETE ON reviews_publication
    FOR EACH ROW EXECUTE FUNCTION publication_is_approved();
ALTER TABLE reviews_publication ENABLE ALWAYS TRIGGER publication_is_approved;
