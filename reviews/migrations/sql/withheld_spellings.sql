-- As before, and other spellings of a withheld name do not change either.
CREATE OR REPLACE FUNCTION withholding_life() RETURNS trigger LANGUAGE plpgsql AS $$
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
