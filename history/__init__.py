"""History: events, `record()` (the one way to write them), and the verifier."""
