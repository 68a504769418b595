"""Feeds of published checks: Atom, RSS, JSON Feed, DataFeed."""
