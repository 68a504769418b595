"""Accounts: the user, the roles, sign-in, tokens."""
