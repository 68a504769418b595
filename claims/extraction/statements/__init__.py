"""Build statements, the results of extraction, with their types and dates."""
