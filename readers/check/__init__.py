"""The page of one published check."""
