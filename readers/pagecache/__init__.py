"""Stored reader pages: rendered bytes, served in front of Django."""
