-- The life of a review: which changes of state there are, and what each must bring with it.
-- The list of edges is that of reviews/review/table.py; a test holds the two together.

CREATE OR REPLACE FUNCTION review_edge(source text, target text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
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

CREATE OR REPLACE FUNCTION review_life() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE OR REPLACE TRIGGER review_life BEFORE INSERT OR UPDATE OR DELETE ON reviews_review
    FOR EACH ROW EXECUTE FUNCTION review_life();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER review_life;

DROP TRIGGER IF EXISTS review_change_is_told ON reviews_review;
DROP FUNCTION IF EXISTS review_change_is_told();
-- Checked when the transaction ends: its event must be in the same transaction. The text of an event
-- that was erased is empty, which is not JSON.
CREATE FUNCTION review_change_has_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM history_event e JOIN history_payload p ON p.event_id = e.id
        WHERE e.transaction = pg_current_xact_id()::text::bigint
          AND e.chain = 'claim:' || NEW.claim_id
          AND NULLIF(p.text, '')::jsonb
              @> jsonb_build_object('review', NEW.id, 'from', OLD.state, 'to', NEW.state)) THEN
        RAISE EXCEPTION 'A change of state needs its event.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER review_change_has_event AFTER UPDATE ON reviews_review
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION review_change_has_event();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER review_change_has_event;

-- take-next: one statement with its event; concurrent takers skip the rows of each other.
CREATE OR REPLACE FUNCTION take_next(taker bigint, actor text, role text, request text, minutes integer)
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
        ORDER BY priority DESC, due_at ASC NULLS LAST, id
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
