"""Pages about the desk itself, and what search engines read."""
