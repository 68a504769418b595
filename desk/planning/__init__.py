"""The plan: priority and due time."""
