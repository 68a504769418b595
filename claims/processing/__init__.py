"""Processing: take in a text, extract its statements, and fetch its page again."""
