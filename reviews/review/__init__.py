"""The review: its row, draft, authors, move table and permissions."""
