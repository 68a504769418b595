"""The ranking of statements: the desk's preferences, and how well scores predict decisions."""
