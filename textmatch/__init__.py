"""Pure functions on text: normalizing, anchoring and fuzzy matching."""
