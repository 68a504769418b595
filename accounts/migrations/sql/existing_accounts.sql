-- The flags of the admin site follow from the role alone. A superuser of Django's could always make
-- themselves an admin; the flag for staff gave nothing.
UPDATE accounts_user SET role = 'admin' WHERE is_superuser;
UPDATE accounts_user SET is_staff = (role = 'admin'), is_superuser = (role = 'admin');

-- A random id for each person. History and revisions that are older refer to usernames.
UPDATE accounts_user SET
    public_id = CASE WHEN username = 'system' THEN 'system'
                     ELSE 'person:' || replace(gen_random_uuid()::text, '-', '') END,
    legacy_username = username;
