"""Captures, snapshots, publishers: the only app that connects to addresses from strangers."""
