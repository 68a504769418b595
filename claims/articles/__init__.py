"""Articles: the texts in which things were said, from submission to extraction."""
