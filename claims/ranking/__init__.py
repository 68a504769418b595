"""Ranking: what the desk prefers to check, and how well the scores predict it."""
