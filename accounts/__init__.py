"""Who acts: the user, the roles, signing in, tokens."""
