"""Find the parts of a text: paragraphs, boilerplate, quotations, transcripts' turns."""
