"""The workflow: gates, moves, publishing and maintenance."""
