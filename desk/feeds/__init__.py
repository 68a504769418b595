"""Feeds: the list, one feed, and the form for a new one."""
