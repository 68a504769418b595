"""Archived pages: the list, the viewer, and files as downloads."""
