-- What readers are not shown: a row says once what and why, and changes only in these ways.

CREATE FUNCTION withholding_life() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'A withholding is lifted, never removed.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.confirmed_at IS NOT NULL OR NEW.lifted_at IS NOT NULL OR NEW.lapsed_at IS NOT NULL THEN
            RAISE EXCEPTION 'A withholding begins unconfirmed.' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.what, NEW.publication_id, NEW.version_id, NEW.snapshot_id, NEW.words, NEW.instead,
        NEW.reason, NEW.withheld_by_id, NEW.withheld_at, NEW.confirm_by)
        IS DISTINCT FROM
       (OLD.what, OLD.publication_id, OLD.version_id, OLD.snapshot_id, OLD.words, OLD.instead,
        OLD.reason, OLD.withheld_by_id, OLD.withheld_at, OLD.confirm_by) THEN
        RAISE EXCEPTION 'What is withheld, and why, does not change.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.lifted_at IS NOT NULL OR OLD.lapsed_at IS NOT NULL THEN
        RAISE EXCEPTION 'This withholding has ended.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.confirmed_at IS NOT NULL
        AND (NEW.confirmed_at, NEW.confirmed_by_id) IS DISTINCT FROM (OLD.confirmed_at, OLD.confirmed_by_id) THEN
        RAISE EXCEPTION 'A confirmation stays.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.confirmed_at IS NULL AND NEW.confirmed_at IS NOT NULL AND OLD.confirm_by <= statement_timestamp() THEN
        RAISE EXCEPTION 'The time to confirm this is over.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.lapsed_at IS NOT NULL AND (OLD.confirmed_at IS NOT NULL OR OLD.confirm_by > statement_timestamp()) THEN
        RAISE EXCEPTION 'Only what nobody confirmed in time lapses.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER withholding_life BEFORE INSERT OR UPDATE OR DELETE ON reviews_withholding
    FOR EACH ROW EXECUTE FUNCTION withholding_life();
ALTER TABLE reviews_withholding ENABLE ALWAYS TRIGGER withholding_life;

-- Asked when the transaction ends: nothing is withheld, confirmed or lifted without its event.
CREATE FUNCTION withholding_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM history_event e
        JOIN history_payload p ON p.event_id = e.id
        JOIN reviews_publication its ON its.id = NEW.publication_id
        WHERE e.transaction = pg_current_xact_id()::text::bigint
          AND e.chain = 'claim:' || its.claim_id
          AND NULLIF(p.text, '')::jsonb @> jsonb_build_object('withholding', NEW.id)) THEN
        RAISE EXCEPTION 'A withholding, and each change of it, needs its event.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER withholding_is_told AFTER INSERT OR UPDATE ON reviews_withholding
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION withholding_is_told();
ALTER TABLE reviews_withholding ENABLE ALWAYS TRIGGER withholding_is_told;

-- An address that was given up stays given up, and is nobody else's.
CREATE FUNCTION old_address_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.slug, NEW.publication_id, NEW.moved_at)
        IS DISTINCT FROM (OLD.slug, OLD.publication_id, OLD.moved_at) THEN
        RAISE EXCEPTION 'An old address stays, with its check.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER old_address_stays BEFORE UPDATE OR DELETE ON reviews_oldaddress
    FOR EACH ROW EXECUTE FUNCTION old_address_stays();
ALTER TABLE reviews_oldaddress ENABLE ALWAYS TRIGGER old_address_stays;

-- As before, but a publication may move to another address where its old one was noted.
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
