"""Feeds: what the desk follows; each new entry becomes an article."""
