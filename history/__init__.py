"""Event and record(), the one way to write history; the verifier. Knows no model above."""
