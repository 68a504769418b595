"""Short passages with their statements and speakers; the README defines the format."""
