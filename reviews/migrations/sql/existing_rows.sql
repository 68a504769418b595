-- What a retraction said is public already, so it is the text for readers. A request that still waits
-- has a note alone: its text for readers has yet to be written.
UPDATE reviews_review SET retract_text = retract_note WHERE state = 'retracted';

-- The holder of a reopened check, a checker, could settle for readers what became of its source. Now
-- editors settle it: such a change is shown to them again.
UPDATE reviews_watch w
SET settled_by_id = NULL, settled_at = NULL, settled_note = ''
FROM accounts_user u
WHERE u.id = w.settled_by_id AND u.role = 'checker' AND w.next_at IS NOT NULL;

-- Messages to whom we ask do not put our wording of the claim in quotation marks.
UPDATE reviews_replytemplate
SET text = replace(text, E'attributed to you:\n\n“{claim}”', E'attributed to you:\n\n{claim}')
WHERE text LIKE E'%attributed to you:\n\n“{claim}”%';

-- A review that was due on a day was due by the end of it.
UPDATE reviews_review SET due_at = (due_on + time '23:59') AT TIME ZONE 'UTC'
WHERE due_on IS NOT NULL;

-- Private people of published checks are hidden in every check, as those are from now on.
UPDATE claims_claimant SET name_hidden = true
WHERE kind = 'private-person' AND EXISTS (
    SELECT 1 FROM claims_claim c JOIN reviews_publication p ON p.claim_id = c.id
    WHERE c.claimant_id = claims_claimant.id);

-- No trigger event may be left pending when constraints are added and triggers replaced.
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
