-- Where the replay of roles starts: each account as it is now.
SELECT record(chain, 'account-found', 'system', '', '', format('{"active":%s,"role":%s}', active, role))
FROM (SELECT 'user:' || id AS chain, is_active::text AS active, to_json(role)::text AS role
      FROM accounts_user ORDER BY 1) AS found;
