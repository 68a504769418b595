"""Event and record(): the one way to write history, and the verifier. Knows no model above it."""
