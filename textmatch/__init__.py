"""Pure functions on text: normalization, anchoring, fuzzy matching, differences, shingles."""
