"""Your turn: what waits for me and why, and the queue."""
