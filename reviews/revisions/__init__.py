"""Revisions: the frozen document, its public form, differences and checklist."""
