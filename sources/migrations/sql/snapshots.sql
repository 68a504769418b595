-- The row of an archived page never changes, whoever tries and however.
CREATE OR REPLACE FUNCTION snapshot_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An archived page never changes.' USING ERRCODE = 'restrict_violation';
END $$;

CREATE OR REPLACE TRIGGER snapshot_never_changes BEFORE UPDATE OR DELETE ON sources_snapshot
    FOR EACH ROW EXECUTE FUNCTION snapshot_never_changes();
CREATE OR REPLACE TRIGGER snapshot_never_emptied BEFORE TRUNCATE ON sources_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION snapshot_never_changes();
ALTER TABLE sources_snapshot ENABLE ALWAYS TRIGGER snapshot_never_changes;
ALTER TABLE sources_snapshot ENABLE ALWAYS TRIGGER snapshot_never_emptied;
REVOKE UPDATE, DELETE ON sources_snapshot FROM factcheck_app;
