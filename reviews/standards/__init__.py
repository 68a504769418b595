"""The desk's standard, in versions that never change."""
