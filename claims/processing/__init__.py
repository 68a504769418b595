"""Processing of articles: submit a text, extract its statements, fetch its page again."""
