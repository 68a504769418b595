"""Lexicon: the word lists of each language."""
