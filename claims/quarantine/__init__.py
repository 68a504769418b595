"""Quarantine: texts that may be illegal to possess, set aside."""
