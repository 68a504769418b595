"""Captures: the jobs that archive pages, and politeness towards hosts."""
