"""Text: paragraphs, boilerplate, quotation marks, invisible characters."""
