"""Statements: who said what in an article, and what the desk decided about each."""
