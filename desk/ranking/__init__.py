"""The ranking page: preferences, and how the scores did."""
