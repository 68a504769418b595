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
    IF (NEW.what, NEW.publication_id, NEW.version_id, NEW.snapshot_id, NEW.words, NEW.spellings, NEW.instead,
        NEW.reason, NEW.withheld_by_id, NEW.withheld_at, NEW.confirm_by)
        IS DISTINCT FROM
       (OLD.what, OLD.publication_id, OLD.version_id, OLD.snapshot_id, OLD.words, OLD.spellings, OLD.instead,
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

-- Checked when the transaction ends: nothing is withheld, confirmed or lifted without its event.
CREATE FUNCTION withholding_has_event() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE CONSTRAINT TRIGGER withholding_has_event AFTER INSERT OR UPDATE ON reviews_withholding
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION withholding_has_event();
ALTER TABLE reviews_withholding ENABLE ALWAYS TRIGGER withholding_has_event;

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
