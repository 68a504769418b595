"""The watch: whether the live pages of evidence have changed."""
