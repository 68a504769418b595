"""Preferences: the topics, people and words that the desk raises or lowers in the ranking."""
