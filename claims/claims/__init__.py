"""Claims: the checkable sentences in the desk's wording."""
