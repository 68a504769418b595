-- The life of a review: which changes of state there are, and what each must bring with it.
-- The list of edges is that of reviews/review/table.py; a test holds the two together.

CREATE FUNCTION review_edge(source text, target text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT (source, target) IN (
        ('queued', 'evidence'), ('queued', 'dropped'), ('queued', 'retracted'),
        ('evidence', 'queued'), ('evidence', 'verdict'), ('evidence', 'published'),
        ('evidence', 'dropped'), ('evidence', 'retracted'),
        ('verdict', 'queued'), ('verdict', 'evidence'), ('verdict', 'submitted'),
        ('verdict', 'published'), ('verdict', 'dropped'), ('verdict', 'retracted'),
        ('submitted', 'verdict'), ('submitted', 'approved'), ('submitted', 'published'),
        ('submitted', 'dropped'), ('submitted', 'retracted'),
        ('approved', 'submitted'), ('approved', 'published'), ('approved', 'dropped'),
        ('approved', 'retracted'),
        ('published', 'evidence'), ('published', 'retracted'))
$$;

CREATE FUNCTION review_life() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'queued' OR OLD.taken_at IS NOT NULL THEN
            RAISE EXCEPTION 'A review that was taken is never removed.' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'queued' THEN
            RAISE EXCEPTION 'A review begins in the queue.' USING ERRCODE = 'restrict_violation';
        END IF;
        IF EXISTS (SELECT 1 FROM reviews_publication WHERE claim_id = NEW.claim_id AND retracted_at IS NULL) THEN
            RAISE EXCEPTION 'A claim with a live publication gets no second review.' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.claim_id <> OLD.claim_id THEN
        RAISE EXCEPTION 'A review stays with its claim.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state <> OLD.state THEN
        IF NOT review_edge(OLD.state, NEW.state) THEN
            RAISE EXCEPTION 'No move leads from % to %.', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
        END IF;
        IF NEW.state = 'approved' AND NOT EXISTS (
            SELECT 1 FROM reviews_approval a JOIN reviews_revision r ON r.id = a.revision_id
            WHERE a.withdrawn_at IS NULL AND r.review_id = NEW.id
              AND r.number = (SELECT max(number) FROM reviews_revision WHERE review_id = NEW.id)) THEN
            RAISE EXCEPTION 'No approval of the newest version stands.' USING ERRCODE = 'restrict_violation';
        END IF;
        IF NEW.state = 'published' AND NOT EXISTS (
            SELECT 1 FROM reviews_publication WHERE claim_id = NEW.claim_id AND retracted_at IS NULL) THEN
            RAISE EXCEPTION 'A published review has a live publication.' USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_life BEFORE INSERT OR UPDATE OR DELETE ON reviews_review
    FOR EACH ROW EXECUTE FUNCTION review_life();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER review_life;

-- Asked when the transaction ends: its event must be in the same transaction.
CREATE FUNCTION review_change_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM history_event e JOIN history_payload p ON p.event_id = e.id
        WHERE e.transaction = pg_current_xact_id()::text::bigint
          AND e.chain = 'claim:' || NEW.claim_id
          AND p.text::jsonb @> jsonb_build_object('review', NEW.id, 'from', OLD.state, 'to', NEW.state)) THEN
        RAISE EXCEPTION 'A change of state needs its event.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER review_change_is_told AFTER UPDATE ON reviews_review
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION review_change_is_told();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER review_change_is_told;

-- Revisions, authors, published versions and corrections are added and never changed.
CREATE FUNCTION row_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % never change.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['reviews_revision', 'reviews_publishedversion', 'reviews_correction'] LOOP
        EXECUTE format('CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION row_never_changes()', name);
        EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION row_never_changes()', name);
        EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER never_changes', name);
        EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER never_emptied', name);
        EXECUTE format('REVOKE UPDATE, DELETE ON %I FROM factcheck_app', name);
    END LOOP;
END $$;
REVOKE UPDATE ON reviews_author, reviews_draftsave FROM factcheck_app;

-- Whoever wrote is an author, also where somebody writes past the actions.
CREATE FUNCTION draft_has_author() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.saved_by_id IS NOT NULL THEN
        INSERT INTO reviews_author (review_id, user_id) VALUES (NEW.review_id, NEW.saved_by_id)
            ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER draft_has_author AFTER INSERT OR UPDATE ON reviews_draft
    FOR EACH ROW EXECUTE FUNCTION draft_has_author();
ALTER TABLE reviews_draft ENABLE ALWAYS TRIGGER draft_has_author;

CREATE FUNCTION evidence_has_author() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reviews_author (review_id, user_id) VALUES (NEW.review_id, NEW.added_by_id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER evidence_has_author AFTER INSERT ON reviews_evidence
    FOR EACH ROW EXECUTE FUNCTION evidence_has_author();
ALTER TABLE reviews_evidence ENABLE ALWAYS TRIGGER evidence_has_author;

-- An author row goes only with its never-taken review.
CREATE FUNCTION author_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM reviews_review WHERE id = OLD.review_id AND (state <> 'queued' OR taken_at IS NOT NULL)) THEN
        RAISE EXCEPTION 'Whoever wrote stays an author.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER author_stays BEFORE DELETE ON reviews_author FOR EACH ROW EXECUTE FUNCTION author_stays();
ALTER TABLE reviews_author ENABLE ALWAYS TRIGGER author_stays;

CREATE FUNCTION revision_names_all_authors() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER revision_names_all_authors BEFORE INSERT ON reviews_revision
    FOR EACH ROW EXECUTE FUNCTION revision_names_all_authors();
ALTER TABLE reviews_revision ENABLE ALWAYS TRIGGER revision_names_all_authors;

-- The second pair of eyes.
CREATE FUNCTION approval_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER approval_by_another BEFORE INSERT OR UPDATE OR DELETE ON reviews_approval
    FOR EACH ROW EXECUTE FUNCTION approval_by_another();
ALTER TABLE reviews_approval ENABLE ALWAYS TRIGGER approval_by_another;

CREATE FUNCTION publication_is_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'A publication is retracted, never removed.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.retracted_at IS NOT NULL AND NEW.retracted_at IS NULL THEN
        RAISE EXCEPTION 'A retraction stands.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.slug, NEW.claim_id) <> (OLD.slug, OLD.claim_id) THEN
        RAISE EXCEPTION 'A publication keeps its address and its claim.' USING ERRCODE = 'restrict_violation';
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
CREATE TRIGGER publication_is_approved BEFORE INSERT OR UPDATE OR DELETE ON reviews_publication
    FOR EACH ROW EXECUTE FUNCTION publication_is_approved();
ALTER TABLE reviews_publication ENABLE ALWAYS TRIGGER publication_is_approved;

-- take-next: one statement with its event; concurrent takers skip each other's rows.
CREATE FUNCTION take_next(taker bigint, actor text, role text, request text, minutes integer)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    taken bigint;
    its_claim bigint;
BEGIN
    UPDATE reviews_review
    SET state = 'evidence', state_since = now(), holder_id = taker, taken_at = now(),
        lease_until = now() + make_interval(mins => minutes), written_at = NULL, idle_since = NULL,
        parked_for = '', parked_until = NULL
    WHERE id = (
        SELECT id FROM reviews_review WHERE state = 'queued'
        ORDER BY priority DESC, due_on ASC NULLS LAST, id
        LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING id, claim_id INTO taken, its_claim;
    IF taken IS NOT NULL THEN
        PERFORM record('claim:' || its_claim, 'take', actor, role, request,
                       format('{"from":"queued","review":%s,"to":"evidence"}', taken));
    END IF;
    RETURN taken;
END $$;

-- Every take leaves a dead entry where the next one starts: clean up early.
ALTER TABLE reviews_review SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
