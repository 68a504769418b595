-- Mark the texts that are here already as private, by the rule for new ones.
--
-- A publisher that was read from the file itself was given by nobody, so it does not make a text
-- public. Which one that was is not recorded: an equal one counts as read from the file.
WITH snapshots AS (
    SELECT article.id, coalesce(article.page_id, capture.snapshot_id) AS snapshot_id
    FROM claims_article article
    LEFT JOIN sources_capture capture ON capture.id = article.capture_id
),
reasons AS (
    SELECT article.id,
        CASE
            WHEN snapshot.media_type = 'message/rfc822' OR article.attached_to_id IS NOT NULL
                THEN 'mail'
            WHEN article.came_by = 'tip'
                OR EXISTS (SELECT 1 FROM claims_tip tip WHERE tip.article_id = article.id)
                THEN 'tip'
            WHEN article.came_by IN ('paste', 'file') AND article.url = ''
                AND (article.publisher_id IS NULL
                     OR article.publisher_id = content.publisher_id)
                THEN 'unnamed'
        END AS reason
    FROM claims_article article
    JOIN snapshots ON snapshots.id = article.id
    LEFT JOIN sources_snapshot snapshot ON snapshot.id = snapshots.snapshot_id
    LEFT JOIN sources_content content ON content.snapshot_id = snapshots.snapshot_id
)
UPDATE claims_article article SET private_because = reasons.reason
FROM reasons WHERE reasons.id = article.id AND reasons.reason IS NOT NULL;

UPDATE claims_claimant SET kind = 'organization' WHERE kind = 'body';
