"""Versions of articles: near-duplicates, updates, and decisions carried over."""
