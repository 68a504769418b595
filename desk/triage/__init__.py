"""Triage: the statements of one article, decided one by one or together."""
