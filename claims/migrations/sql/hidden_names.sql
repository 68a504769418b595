-- Whatever changes a name that readers do not see, changes the version that pages were made with.

INSERT INTO claims_hiddennamesversion (id, version) VALUES (1, gen_random_uuid());

CREATE FUNCTION hidden_names_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb := NULL;
    after jsonb := NULL;
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.kind = 'private-person' AND OLD.name_hidden THEN
        before := jsonb_build_array(OLD.name, OLD.aliases, OLD.described_as);
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.kind = 'private-person' AND NEW.name_hidden THEN
        after := jsonb_build_array(NEW.name, NEW.aliases, NEW.described_as);
    END IF;
    IF before IS DISTINCT FROM after THEN
        UPDATE claims_hiddennamesversion SET version = gen_random_uuid();
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER hidden_names_changed AFTER INSERT OR UPDATE OR DELETE ON claims_claimant
    FOR EACH ROW EXECUTE FUNCTION hidden_names_changed();
ALTER TABLE claims_claimant ENABLE ALWAYS TRIGGER hidden_names_changed;
