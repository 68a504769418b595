"""Speakers: the people and bodies of an article, and who is meant where."""
