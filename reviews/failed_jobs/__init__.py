"""Failed jobs, retried by an editor."""
