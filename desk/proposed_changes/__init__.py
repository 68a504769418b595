"""Proposed changes to what readers see, for an editor to confirm or refuse."""
