-- As before, and the events by which facts are verified that no revision freezes.
CREATE OR REPLACE FUNCTION event_is_protected(kind text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT kind IN (
        'approve', 'publish', 'correct', 'retract', 'move-address',
        'drop', 'decline',
        'invite', 'account-found', 'change-role', 'deactivate', 'reactivate',
        'set-by-line', 'erase-name', 'set-standard',
        'watch', 'settle-watch', 'unsettle-watch',
        'show-whole', 'hide', 'erase',
        'file', 'accept', 'reword', 'docket', 'release-words', 'withhold-words',
        'withhold', 'confirm-withholding', 'keep-withholding', 'lift-withholding', 'lapse-withholding',
        'led-to-correction',
        'forged-page', 'redact'
    )
$$;

-- As before, without the words that rewording a claim replaced, and what a live page said before.
CREATE OR REPLACE FUNCTION facts_of_event(kind text, payload jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(payload)
    WHERE key IN ('review', 'revision', 'version', 'hash', 'kind', 'set_by', 'asked_by',
                  'role', 'active', 'choice', 'statement', 'seq', 'of', 'withholding', 'number')
        OR (key = 'before' AND kind NOT IN ('reword', 'watch'))
        OR (key IN ('from', 'to') AND kind <> 'move-address')
$$;
