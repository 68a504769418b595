-- The words that were said stay as they were said: an article's text once it is read, a statement's
-- place and words always.

-- A text that was read changes in one way only: it goes while it is in quarantine, with its hash
-- noted, and nothing but the text with that hash comes back.
CREATE OR REPLACE FUNCTION article_stays_verbatim() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.state <> 'done' THEN
        RETURN NEW;
    END IF;
    IF NEW.state <> OLD.state THEN
        RAISE EXCEPTION 'An article that was read never changes.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.text <> OLD.text AND NOT EXISTS (
        SELECT FROM claims_setaside
        WHERE article_id = NEW.id
            AND ((NEW.text = '' AND NEW.quarantined_at IS NOT NULL AND text_sha256 = sha256_of(OLD.text))
                OR (OLD.text = '' AND NEW.quarantined_at IS NULL AND text_sha256 = sha256_of(NEW.text)))
    ) THEN
        RAISE EXCEPTION 'An article that was read never changes.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER article_stays_verbatim BEFORE UPDATE ON claims_article
    FOR EACH ROW EXECUTE FUNCTION article_stays_verbatim();
ALTER TABLE claims_article ENABLE ALWAYS TRIGGER article_stays_verbatim;

-- A statement's words go and come back with the article's text, and are words of it.
CREATE OR REPLACE FUNCTION statement_stays_verbatim() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.article_id, NEW.start, NEW."end", NEW.number)
        IS DISTINCT FROM (OLD.article_id, OLD.start, OLD."end", OLD.number) THEN
        RAISE EXCEPTION 'A statement stays verbatim.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.quote <> OLD.quote AND NOT EXISTS (
        SELECT FROM claims_article article JOIN claims_setaside ON article_id = article.id
        WHERE article.id = NEW.article_id
            AND ((NEW.quote = '' AND article.quarantined_at IS NOT NULL)
                OR (OLD.quote = '' AND article.quarantined_at IS NULL
                    AND NEW.quote = substr(article.text, NEW.start + 1, NEW."end" - NEW.start)))
    ) THEN
        RAISE EXCEPTION 'A statement stays verbatim.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER statement_stays_verbatim BEFORE UPDATE ON claims_statement
    FOR EACH ROW EXECUTE FUNCTION statement_stays_verbatim();
ALTER TABLE claims_statement ENABLE ALWAYS TRIGGER statement_stays_verbatim;

-- What is set aside is emptied or put back, and never written over: it may be all that is left.
CREATE FUNCTION set_aside_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.quarantine_id, NEW.article_id, NEW.tip_id, NEW.text_sha256)
                IS DISTINCT FROM (OLD.quarantine_id, OLD.article_id, OLD.tip_id, OLD.text_sha256)
            OR (NEW.words IS DISTINCT FROM OLD.words AND NEW.words IS NOT NULL) THEN
            RAISE EXCEPTION 'What is set aside never changes.' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT FROM claims_article WHERE id = OLD.article_id AND quarantined_at IS NOT NULL)
        OR EXISTS (SELECT FROM claims_tip WHERE id = OLD.tip_id AND quarantined_at IS NOT NULL) THEN
        RAISE EXCEPTION 'What is in quarantine is put back first.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER set_aside_stays BEFORE UPDATE OR DELETE ON claims_setaside
    FOR EACH ROW EXECUTE FUNCTION set_aside_stays();
ALTER TABLE claims_setaside ENABLE ALWAYS TRIGGER set_aside_stays;
