"""Articles: the list, the form for a new one, and versions."""
