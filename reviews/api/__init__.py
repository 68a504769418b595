"""Answers of the API that show a whole review, or lists of reviews and claims."""
