"""Statements: the results of extraction, with their types and dates."""
