"""The desk's standard."""
