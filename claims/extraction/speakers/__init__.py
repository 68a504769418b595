"""Resolve speakers: the people and organizations of an article, and who is meant where."""
