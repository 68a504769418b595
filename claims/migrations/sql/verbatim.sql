-- The words that were said stay as they were said: an article's text once it is read, a
-- statement's place and words always.
CREATE FUNCTION article_stays_verbatim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'done' AND (NEW.text <> OLD.text OR NEW.state <> OLD.state) THEN
        RAISE EXCEPTION 'An article that was read never changes.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER article_stays_verbatim BEFORE UPDATE ON claims_article
    FOR EACH ROW EXECUTE FUNCTION article_stays_verbatim();
ALTER TABLE claims_article ENABLE ALWAYS TRIGGER article_stays_verbatim;

CREATE FUNCTION statement_stays_verbatim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.article_id, NEW.start, NEW."end", NEW.quote, NEW.number)
        IS DISTINCT FROM (OLD.article_id, OLD.start, OLD."end", OLD.quote, OLD.number) THEN
        RAISE EXCEPTION 'A statement stays verbatim.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER statement_stays_verbatim BEFORE UPDATE ON claims_statement
    FOR EACH ROW EXECUTE FUNCTION statement_stays_verbatim();
ALTER TABLE claims_statement ENABLE ALWAYS TRIGGER statement_stays_verbatim;
