"""The list of corrections."""
