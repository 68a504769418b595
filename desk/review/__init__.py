"""One review: source, evidence and verdict."""
