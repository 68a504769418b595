-- A snapshot row never changes, whoever asks and however.
CREATE FUNCTION snapshot_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A kept page never changes.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER snapshot_never_changes BEFORE UPDATE OR DELETE ON sources_snapshot
    FOR EACH ROW EXECUTE FUNCTION snapshot_never_changes();
CREATE TRIGGER snapshot_never_emptied BEFORE TRUNCATE ON sources_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION snapshot_never_changes();
ALTER TABLE sources_snapshot ENABLE ALWAYS TRIGGER snapshot_never_changes;
ALTER TABLE sources_snapshot ENABLE ALWAYS TRIGGER snapshot_never_emptied;
REVOKE UPDATE, DELETE ON sources_snapshot FROM factcheck_app;
