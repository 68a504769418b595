"""Work that survives: a job is a row first and a message second. Knows no model above it."""
